#include "core/project/edit.h"

#include "core/project/document.h"

#include <cassert>
#include <unordered_map>

namespace kinovar::project {

namespace {

struct OwnerOf {
    Id operator()(const Reel& /*reel*/) const { return 0; }
    Id operator()(const Consent& /*consent*/) const { return 0; }
    Id operator()(const Take& take) const { return take.shot; }
    Id operator()(const Fix& fix) const { return fix.take; }
    template <class OfReel>
    Id operator()(const OfReel& noun) const {
        return noun.reel;
    }
};

Id id_of(const RowChange& change) {
    return project::id_of(change.before ? *change.before : *change.after);
}

} // namespace

Id id_of(const Row& row) {
    return std::visit([](const auto& noun) { return noun.id; }, row);
}

Id owner_of(const Row& row) {
    return std::visit(OwnerOf{}, row);
}

Edit Edit::reversed() const {
    Edit result{name, {}};
    result.changes.reserve(changes.size());
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) {
        result.changes.push_back({change->after, change->before});
    }
    return result;
}

Edit Edit::merged_with(const Edit& next) const {
    Edit result = *this;
    std::unordered_map<Id, std::size_t> places;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        places.emplace(id_of(changes[i]), i);
    }
    for (const RowChange& change : next.changes) {
        const auto [at, added] = places.try_emplace(id_of(change), result.changes.size());
        if (added) {
            result.changes.push_back(change);
        } else {
            result.changes[at->second].after = change.after;
        }
    }
    std::erase_if(result.changes,
                  [](const RowChange& change) { return change.before == change.after; });
    return result;
}

EditBuilder::EditBuilder(const Document& document)
    : document_(document), next_id_(document.next_id()) {}

RowChange& EditBuilder::change_of(Id id) {
    const auto [at, added] = places_.try_emplace(id, changes_.size());
    if (added) {
        std::optional<Row> row = document_.find(id);
        changes_.push_back({row, row});
    }
    return changes_[at->second];
}

void EditBuilder::set(RowChange& change, Row row) {
    if (const Id owner = owner_of(row); owner != 0) {
        gained_[owner].insert(project::id_of(row));
    }
    change.after = std::move(row);
}

Id EditBuilder::insert(Row row) {
    const Id id = next_id_++;
    std::visit([id](auto& noun) { noun.id = id; }, row);
    set(change_of(id), std::move(row));
    return id;
}

void EditBuilder::update(Row row) {
    RowChange& change = change_of(project::id_of(row));
    assert(change.after && change.after->index() == row.index());
    set(change, std::move(row));
}

void EditBuilder::remove(Id id) {
    const Row* row = find(id);
    assert(row != nullptr);
    if (const auto* take = std::get_if<Take>(row)) {
        if (const Shot* shot = get<Shot>(take->shot); shot != nullptr && shot->pick == id) {
            Shot without = *shot;
            without.pick = 0;
            update(without);
        }
    }
    change_of(id).after.reset();
    for (const Id belonging : belongings(id)) {
        remove(belonging);
    }
}

const Row* EditBuilder::find(Id id) const {
    if (const auto at = places_.find(id); at != places_.end()) {
        const std::optional<Row>& row = changes_[at->second].after;
        return row ? &*row : nullptr;
    }
    if (const auto at = looked_up_.find(id); at != looked_up_.end()) {
        return &at->second;
    }
    std::optional<Row> row = document_.find(id);
    return row ? &looked_up_.emplace(id, std::move(*row)).first->second : nullptr;
}

std::vector<Id> EditBuilder::belongings(Id id) const {
    std::set<Id> ids = document_.belongings(id);
    if (const auto at = gained_.find(id); at != gained_.end()) {
        ids.insert(at->second.begin(), at->second.end());
    }
    std::vector<Id> result;
    for (const Id belonging : ids) {
        const Row* row = find(belonging);
        if (row != nullptr && owner_of(*row) == id) {
            result.push_back(belonging);
        }
    }
    return result;
}

Edit EditBuilder::finish(std::string name) const {
    Edit edit{std::move(name), {}};
    for (const RowChange& change : changes_) {
        if (change.before != change.after) {
            edit.changes.push_back(change);
        }
    }
    return edit;
}

} // namespace kinovar::project
