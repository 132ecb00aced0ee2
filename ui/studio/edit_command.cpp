#include "ui/studio/edit_command.h"

#include "ui/studio/text.h"

namespace kinovar::ui {

namespace {
constexpr int kMergeable = 1;
constexpr int kNotMergeable = -1;
} // namespace

EditCommand::EditCommand(Studio& studio, project::Edit edit, QString merge_key)
    : QUndoCommand(to_qt(edit.name)), studio_(studio), edit_(std::move(edit)),
      merge_key_(std::move(merge_key)) {}

void EditCommand::undo() {
    // What cannot be undone (the disk is full, say) stays as it is, and the list says so.
    applied_ = !studio_.apply(edit_.reversed());
    setObsolete(applied_);
}

void EditCommand::redo() {
    if (!applied_) {
        applied_ = studio_.apply(edit_);
        setObsolete(!applied_);
    }
}

int EditCommand::id() const {
    return merge_key_.isEmpty() ? kNotMergeable : kMergeable;
}

bool EditCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = static_cast<const EditCommand*>(other);
    if (next->merge_key_ != merge_key_) {
        return false;
    }
    edit_ = edit_.merged_with(next->edit_);
    setObsolete(edit_.empty());
    return true;
}

} // namespace kinovar::ui
