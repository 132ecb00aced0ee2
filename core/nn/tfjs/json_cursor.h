#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace kinovar::nn::tfjs {

/// Reads a JSON text (RFC 8259) from front to back without building a tree: the caller asks for the
/// value that it expects, or skips it. A model description of 28 MB is read in a fraction of a
/// second this way, and takes no memory beside its text.
///
/// Untrusted text: nesting deeper than kMaxJsonDepth is refused. The first mistake sticks:
/// afterwards every call returns nothing and every loop ends, so it is enough to look at ok() in
/// the end.
class JsonCursor {
public:
    enum class Dialect : std::uint8_t {
        Json,
        Script ///< an object literal of minified JavaScript: bare keys, !0 and !1, numbers like .5
    };
    enum class Kind : std::uint8_t { Object, Array, String, Number, Boolean, Null, Wrong };

    explicit JsonCursor(std::string_view text, Dialect dialect = Dialect::Json)
        : text_(text), dialect_(dialect) {}

    /// Of the value ahead.
    [[nodiscard]] Kind kind();
    /// Calls member(std::string_view key) for each; it must consume exactly one value, and the key
    /// is valid until it does.
    template <class Member>
    void object(Member&& member) {
        if (!enter('{', "an object")) {
            return;
        }
        while (next('}')) {
            read_key();
            if (ok()) {
                member(std::string_view(key_));
            }
        }
    }
    /// Calls element() for each; it must consume exactly one value.
    template <class Element>
    void array(Element&& element) {
        if (!enter('[', "a list")) {
            return;
        }
        while (next(']')) {
            element();
        }
    }
    /// Valid until the next call.
    std::string_view string();
    double number();
    /// A whole number, or a string that holds one (as protocol buffers write 64-bit numbers).
    std::int64_t integer();
    bool boolean();
    void null();
    void skip();
    /// Fails unless only white space follows.
    void end();

    void fail(std::string message);
    [[nodiscard]] bool ok() const { return message_.empty(); }
    /// The mistake, with its place in the text.
    [[nodiscard]] Error error() const;
    [[nodiscard]] std::size_t position() const { return at_; }

private:
    void skip_space();
    bool enter(char open, const char* what);
    bool next(char close);
    void read_key();
    void read_string(std::string& target);
    void read_escape(std::string& target);
    unsigned read_hex();
    void skip_string();
    bool word(std::string_view expected);

    std::string_view text_;
    Dialect dialect_;
    std::size_t at_ = 0;
    std::size_t failed_at_ = 0;
    int depth_ = 0;
    bool first_ = false; ///< no element of the container around was read yet
    std::string key_;
    std::string value_;
    std::string message_;
};

} // namespace kinovar::nn::tfjs
