#pragma once

#include "core/project/nouns.h"

#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace kinovar::project {

/// One row as it was and as it becomes. No `before`: the row is new. No `after`: it goes. Both hold
/// the same kind of noun under the same id.
struct RowChange {
    std::optional<Row> before;
    std::optional<Row> after;
    friend bool operator==(const RowChange&, const RowChange&) = default;
};

/// What one action of the user does to a document: all of it or nothing. Undoing is applying the
/// reversed edit. Made by EditBuilder.
struct Edit {
    std::string name; ///< English, in the imperative: "Split shot"; shown in the history
    std::vector<RowChange> changes;

    [[nodiscard]] Edit reversed() const;
    /// This edit and then `next`, as one under this one's name: the first `before` and the last
    /// `after` of each row; rows that come back to what they were drop out.
    [[nodiscard]] Edit merged_with(const Edit& next) const;
    [[nodiscard]] bool empty() const { return changes.empty(); }
};

class Document;

/// Puts an edit together against a document, seeing its own changes as made. Removing a row also
/// removes what belongs to it (shots of a reel, takes of a shot, fixes of a take …). The document
/// outlives it and must not change meanwhile.
class EditBuilder {
public:
    explicit EditBuilder(const Document& document);

    /// Gives the row a fresh id, returned.
    Id insert(Row row);
    /// The row of the same id gets these values. A row that does not exist is a programming error.
    void update(Row row);
    void remove(Id id);
    /// The row as it stands with the changes so far; null: none. Holds until that row is changed.
    [[nodiscard]] const Row* find(Id id) const;
    template <class Noun>
    [[nodiscard]] const Noun* get(Id id) const {
        const Row* row = find(id);
        return row == nullptr ? nullptr : std::get_if<Noun>(row);
    }
    /// Changes that change nothing are left out.
    [[nodiscard]] Edit finish(std::string name) const;

private:
    RowChange& change_of(Id id);
    void set(RowChange& change, Row row);
    [[nodiscard]] std::vector<Id> belongings(Id id) const;

    const Document& document_;
    Id next_id_;
    std::deque<RowChange> changes_;       ///< rows keep their place in memory: find() shows them
    std::map<Id, std::size_t> places_;    ///< of a row in changes_
    std::map<Id, std::set<Id>> gained_;   ///< what belongs to a row since this edit
    mutable std::map<Id, Row> looked_up_; ///< rows of the document that find() has shown
};

} // namespace kinovar::project
