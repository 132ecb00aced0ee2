#pragma once

#include "ui/studio/studio.h"

#include <QUndoCommand>

namespace kinovar::ui {

/// An edit on the undo list. It is already applied when it is pushed.
class EditCommand : public QUndoCommand {
public:
    EditCommand(Studio& studio, project::Edit edit, QString merge_key);

    void undo() override;
    void redo() override;
    [[nodiscard]] int id() const override;
    bool mergeWith(const QUndoCommand* other) override;

private:
    Studio& studio_;
    project::Edit edit_;
    QString merge_key_;
    bool applied_ = true;
};

} // namespace kinovar::ui
