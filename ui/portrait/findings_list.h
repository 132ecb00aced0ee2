#pragma once

#include "core/steps/portrait/face/face.h"

#include <QColor>
#include <QFrame>
#include <QString>

class QVBoxLayout;

namespace kinovar::ui {

class Studio;

/// What stands in the way of animating the photograph: each a heading, a sentence and a way on,
/// with a button where the window has one.
class FindingsList : public QWidget {
    Q_OBJECT

public:
    explicit FindingsList(Studio& studio, QWidget* parent = nullptr);

Q_SIGNALS:
    void consent_wanted();

private:
    void follow();
    void add(const portrait::Finding& finding, int face);
    void add_button(QVBoxLayout& column, const portrait::Finding& finding);

    Studio& studio_;
    QVBoxLayout* column_;
};

[[nodiscard]] QString finding_title(portrait::FindingKind kind);
/// Of an edge or a mark that tells how grave a finding is.
[[nodiscard]] QColor colour_of(portrait::Severity severity);

} // namespace kinovar::ui
