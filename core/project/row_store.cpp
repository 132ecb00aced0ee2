#include "core/project/row_store.h"

#include "core/base/hash.h"
#include "core/project/chain_json.h"
#include "core/project/columns.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <limits>

namespace kinovar::project {

namespace {

template <class Member>
concept Enumeration = std::is_enum_v<Member>;

constexpr std::int64_t last_of(FlagState /*kind*/) {
    return static_cast<std::int64_t>(FlagState::Fixed);
}
constexpr std::int64_t last_of(RenderState /*kind*/) {
    return static_cast<std::int64_t>(RenderState::Stopped);
}

template <class Noun>
std::vector<std::string> columns_of() {
    std::vector<std::string> names;
    const Noun noun;
    visit_columns(noun, [&](const char* name, auto&& /*member*/) { names.emplace_back(name); });
    return names;
}

template <class Noun>
const std::string& insert_sql() {
    static const std::string sql = [] {
        const std::vector<std::string> names = columns_of<Noun>();
        std::string marks;
        for (std::size_t i = 0; i < names.size(); ++i) {
            marks += ", ?";
        }
        return fmt::format("INSERT OR REPLACE INTO {} (id, {}) VALUES (?{})", Table<Noun>::name,
                           fmt::join(names, ", "), marks);
    }();
    return sql;
}

template <class Noun>
const std::string& select_sql() {
    static const std::string sql =
        fmt::format("SELECT id, {} FROM {} ORDER BY id", fmt::join(columns_of<Noun>(), ", "),
                    Table<Noun>::name);
    return sql;
}

/// Binds the members of a noun to the parameters of its statement.
class Binder {
public:
    explicit Binder(Statement& statement) : statement_(statement) {}

    template <class Member>
    void operator()(const char* name, const Member& member) {
        name_ = name;
        ++parameter_;
        put(member);
    }
    [[nodiscard]] const Status& status() const { return status_; }

private:
    void put(std::int64_t value) { statement_.bind(parameter_, value); }
    void put(int value) { put(static_cast<std::int64_t>(value)); }
    void put(bool value) { put(static_cast<std::int64_t>(value)); }
    void put(std::uint64_t value) { put(static_cast<std::int64_t>(value)); }
    void put(double value) { statement_.bind(parameter_, value); }
    void put(const std::string& value) { statement_.bind_text(parameter_, value); }
    void put(const std::filesystem::path& value) {
        statement_.bind_text(parameter_, value.native());
    }
    template <class Bytes>
    void put(const Blob<Bytes>& value) {
        statement_.bind_bytes(parameter_, value.bytes);
    }
    template <Enumeration Member>
    void put(Member value) {
        put(static_cast<std::int64_t>(value));
    }
    void put(const pipeline::Chain& chain) {
        auto json = chain_to_json(chain);
        if (json) {
            statement_.bind_text(parameter_, *json);
        } else {
            status_ = failure(json.error().within(name_));
        }
    }
    void put(const std::optional<pipeline::Chain>& chain) {
        if (chain) {
            put(*chain);
        } else {
            statement_.bind_null(parameter_);
        }
    }

    Statement& statement_;
    int parameter_ = 0; ///< the first is the id
    const char* name_ = "";
    Status status_;
};

/// Reads the columns of a row into the members of a noun.
class Reader {
public:
    explicit Reader(const Statement& statement) : statement_(statement) {}

    template <class Member>
    void operator()(const char* name, Member&& member) {
        name_ = name;
        ++column_;
        take(member);
    }
    [[nodiscard]] const Status& status() const { return status_; }

private:
    void bad(std::string_view what) {
        if (status_) {
            status_ = failure(ErrorCode::Corrupt, fmt::format("{}: {}", name_, what));
        }
    }
    std::int64_t integer(std::int64_t least, std::int64_t most) {
        const std::int64_t value = statement_.integer(column_);
        if (value < least || value > most) {
            bad(fmt::format("{} is not from {} to {}", value, least, most));
            return least;
        }
        return value;
    }

    void take(std::int64_t& value) { value = statement_.integer(column_); }
    void take(int& value) {
        value = static_cast<int>(
            integer(std::numeric_limits<int>::min(), std::numeric_limits<int>::max()));
    }
    void take(bool& value) { value = integer(0, 1) != 0; }
    void take(std::uint64_t& value) {
        value = static_cast<std::uint64_t>(integer(0, std::numeric_limits<std::int64_t>::max()));
    }
    void take(double& value) { value = statement_.real(column_); }
    void take(std::string& value) { value = statement_.text(column_); }
    void take(std::filesystem::path& value) { value = statement_.text(column_); }
    void take(const Blob<std::string>& value) { value.bytes = statement_.bytes(column_); }
    template <Enumeration Member>
    void take(Member& value) {
        value = static_cast<Member>(integer(0, last_of(Member{})));
    }
    void take(pipeline::Chain& chain) {
        auto read = chain_from_json(statement_.text(column_));
        if (read) {
            chain = std::move(*read);
        } else {
            bad(read.error().message);
        }
    }
    void take(std::optional<pipeline::Chain>& chain) {
        if (!statement_.is_null(column_)) {
            take(chain.emplace());
        }
    }

    const Statement& statement_;
    int column_ = 0; ///< the first is the id
    const char* name_ = "";
    Status status_;
};

/// Puts the members of a noun into JSON.
class Dumper {
public:
    template <class Member>
    void operator()(const char* name, const Member& member) {
        json_[name] = json_of(member);
    }
    nlohmann::ordered_json json_;

private:
    using Json = nlohmann::ordered_json;
    static Json json_of(const std::filesystem::path& path) { return path.native(); }
    static Json json_of(const pipeline::Chain& chain) {
        const auto text = chain_to_json(chain);
        return text ? Json::parse(*text) : Json(text.error().message);
    }
    static Json json_of(const std::optional<pipeline::Chain>& chain) {
        return chain ? json_of(*chain) : Json();
    }
    template <class Bytes>
    static Json json_of(const Blob<Bytes>& blob) {
        Hasher hasher;
        hasher.add(std::string_view(blob.bytes));
        return fmt::format("{} bytes, {}", blob.bytes.size(), hasher.finish().hex());
    }
    template <Enumeration Member>
    static Json json_of(Member value) {
        return static_cast<int>(value);
    }
    template <class Plain>
    requires(!Enumeration<Plain>) static Json json_of(const Plain& value) { return value; }
};

template <class Noun>
Status load_table(Connection& connection, const std::function<void(Row)>& take) {
    KINOVAR_TRY_ASSIGN(Statement * statement, connection.prepare(select_sql<Noun>()));
    KINOVAR_TRY_ASSIGN(bool more, connection.next(*statement));
    while (more) {
        Noun noun;
        noun.id = statement->integer(0);
        Reader reader(*statement);
        visit_columns(noun, reader);
        if (!reader.status()) {
            return failure(reader.status().error().within(
                fmt::format("row {} of {}", noun.id, Table<Noun>::name)));
        }
        take(std::move(noun));
        KINOVAR_TRY_ASSIGN(more, connection.next(*statement));
    }
    return {};
}

template <class Noun>
Status store_noun(Connection& connection, const Noun& noun) {
    KINOVAR_TRY_ASSIGN(Statement * statement, connection.prepare(insert_sql<Noun>()));
    statement->bind(0, noun.id);
    Binder binder(*statement);
    visit_columns(noun, binder);
    KINOVAR_TRY(binder.status());
    return connection.finish(*statement);
}

template <class Noun>
Status delete_noun(Connection& connection, const Noun& noun) {
    static const std::string sql = fmt::format("DELETE FROM {} WHERE id = ?", Table<Noun>::name);
    KINOVAR_TRY_ASSIGN(Statement * statement, connection.prepare(sql));
    statement->bind(0, noun.id);
    return connection.finish(*statement);
}

} // namespace

Status store(Connection& connection, const RowChange& change) {
    if (change.after) {
        return std::visit([&](const auto& noun) { return store_noun(connection, noun); },
                          *change.after);
    }
    return std::visit([&](const auto& noun) { return delete_noun(connection, noun); },
                      *change.before);
}

Status load_rows(Connection& connection, const std::function<void(Row)>& take) {
    Status status;
    for_each_noun([&]<class Noun>() {
        if (status) {
            status = load_table<Noun>(connection, take);
        }
    });
    return status;
}

std::string row_to_json(const Row& row) {
    Dumper dumper;
    dumper.json_["id"] = id_of(row);
    std::visit([&](const auto& noun) { visit_columns(noun, dumper); }, row);
    return dumper.json_.dump(-1, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace kinovar::project
