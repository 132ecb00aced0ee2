#pragma once

#include "ui/studio/actions.h"
#include "ui/studio/studio.h"

#include <QWidget>

class QScrollArea;

namespace kinovar::ui {

/// Repair by hand: tools and what the next fix is like, the fixes of the take, the chosen one, and
/// kept masks. Parts fold away.
class RetouchPanel : public QWidget {
    Q_OBJECT

public:
    RetouchPanel(Studio& studio, Actions& actions, QWidget* parent = nullptr);
    [[nodiscard]] QSize minimumSizeHint() const override;

private:
    QScrollArea* scroll_;
};

} // namespace kinovar::ui
