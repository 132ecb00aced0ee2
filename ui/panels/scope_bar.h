#pragma once

#include "ui/studio/studio.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace kinovar::ui {

/// Whom the chain that is shown is for: the whole reel or the shot under the playhead. Says when
/// the shot has a chain of its own, and leads back to the reel's.
class ScopeBar : public QWidget {
    Q_OBJECT

public:
    explicit ScopeBar(Studio& studio, QWidget* parent = nullptr);

private:
    QToolButton* add_choice(const QString& name, const QString& text, const QString& help,
                            ChainScope scope);
    void refresh();
    void follow_reel();
    /// The take of the current shot that has a chain of its own; null: none.
    [[nodiscard]] const project::Take* own_take() const;
    [[nodiscard]] QString shot_name() const;

    Studio& studio_;
    QButtonGroup* choices_;
    QLabel* notice_;
    QPushButton* follow_;
};

} // namespace kinovar::ui
