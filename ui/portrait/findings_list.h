#pragma once

#include "core/steps/portrait/face/face.h"

#include <QColor>
#include <QFrame>
#include <QString>
#include <memory>
#include <vector>

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

    /// What the list was made of.
    struct Shown {
        std::shared_ptr<const portrait::PortraitAnalysis> analysis;
        std::vector<int> faces;
        bool moving = false;
        bool restores = false;
        friend bool operator==(const Shown&, const Shown&) = default;
    };

    Studio& studio_;
    QVBoxLayout* column_;
    Shown shown_;
};

[[nodiscard]] QString finding_title(portrait::FindingKind kind);
/// Of an edge or a mark that tells how grave a finding is.
[[nodiscard]] QColor colour_of(portrait::Severity severity);

} // namespace kinovar::ui
