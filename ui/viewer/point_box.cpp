#include "ui/viewer/point_box.h"

#include "ui/studio/text.h"

#include <QAbstractItemView>

namespace kinovar::ui {

QString text_of(const Point& point) {
    switch (point.kind) {
    case Point::Kind::Scan:
        return QStringLiteral("scan");
    case Point::Kind::AfterStep:
        return QStringLiteral("step %1").arg(point.step);
    case Point::Kind::Take:
        return QStringLiteral("take %1").arg(point.id);
    case Point::Kind::Reel:
        return QStringLiteral("reel %1").arg(point.id);
    case Point::Kind::Result:
        break;
    }
    return QStringLiteral("result");
}

Point point_from_text(const QString& text) {
    const QString kind = text.section(QLatin1Char(' '), 0, 0);
    bool good = false;
    const qint64 number = text.section(QLatin1Char(' '), 1, 1).toLongLong(&good);
    if (kind == QLatin1String("scan")) {
        return {Point::Kind::Scan};
    }
    constexpr qint64 kMostSteps = 1000;
    if (good && number >= 0 && number < kMostSteps && kind == QLatin1String("step")) {
        return {Point::Kind::AfterStep, static_cast<int>(number)};
    }
    if (good && number >= 0 && kind == QLatin1String("take")) {
        return {Point::Kind::Take, 0, number};
    }
    if (good && number > 0 && kind == QLatin1String("reel")) {
        return {Point::Kind::Reel, 0, number};
    }
    return {Point::Kind::Result};
}

PointBox::PointBox(Studio& studio, QWidget* parent) : QComboBox(parent), studio_(studio) {
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    constexpr int kCharacters = 6; // at least
    setMinimumContentsLength(kCharacters);
    setMaxVisibleItems(30);
    for (const auto signal : {&Studio::chain_changed, &Studio::takes_changed, &Studio::take_changed,
                              &Studio::reels_changed, &Studio::reel_changed, &Studio::shot_changed,
                              &Studio::project_changed}) {
        connect(&studio_, signal, this, &PointBox::fill);
    }
    connect(this, &QComboBox::activated, this, [this](int row) {
        point_ = point_from_text(itemData(row).toString());
        Q_EMIT chosen(point_);
    });
    fill();
}

QString PointBox::short_name(const Point& point) const {
    switch (point.kind) {
    case Point::Kind::Scan:
        return tr("Scan");
    case Point::Kind::AfterStep: {
        const auto& steps = studio_.chain().steps;
        if (point.step < 0 || point.step >= static_cast<int>(steps.size())) {
            return tr("After step %1").arg(point.step + 1);
        }
        const std::string& name = steps[static_cast<std::size_t>(point.step)].name;
        const pipeline::StepType* type = Studio::step_type(name);
        return tr("%1. %2", "number and title of a step")
            .arg(point.step + 1)
            .arg(type == nullptr ? to_qt(name) : translated(type->title));
    }
    case Point::Kind::Take: {
        if (point.id == 0) {
            return tr("Chain of the reel");
        }
        const auto* take =
            studio_.has_project() ? studio_.document().get<project::Take>(point.id) : nullptr;
        return take == nullptr || take->shot != studio_.shot()
                   ? tr("Take (not of this shot)")
                   : tr("Take %1").arg(to_qt(take->name));
    }
    case Point::Kind::Reel: {
        const auto* reel =
            studio_.has_project() ? studio_.document().get<project::Reel>(point.id) : nullptr;
        return reel == nullptr ? tr("Reel (removed)") : to_qt(reel->name);
    }
    case Point::Kind::Result:
        break;
    }
    return tr("Result");
}

void PointBox::add(const QString& text, const Point& point) {
    addItem(text, text_of(point));
}

void PointBox::fill() {
    const bool was_blocked = blockSignals(true);
    clear();
    add(tr("Scan"), {Point::Kind::Scan});
    const auto& steps = studio_.chain().steps;
    for (int i = 0; i < static_cast<int>(steps.size()); ++i) {
        const Point point{Point::Kind::AfterStep, i};
        const bool enabled = steps[static_cast<std::size_t>(i)].enabled;
        add(enabled ? tr("After %1").arg(short_name(point))
                    : tr("After %1 (off)").arg(short_name(point)),
            point);
    }
    add(tr("Result"), {Point::Kind::Result});
    if (studio_.has_project()) {
        const project::Document& document = studio_.document();
        const auto takes =
            studio_.shot() == 0 ? std::vector<project::Id>() : document.takes_of(studio_.shot());
        if (!takes.empty()) {
            insertSeparator(count());
            const Point of_reel{Point::Kind::Take};
            add(short_name(of_reel), of_reel);
        }
        for (const project::Id id : takes) {
            const Point point{Point::Kind::Take, 0, id};
            add(short_name(point), point);
        }
        if (document.all<project::Reel>().size() > 1) {
            insertSeparator(count());
        }
        for (const auto& [id, reel] : document.all<project::Reel>()) {
            if (id != studio_.reel()) {
                add(tr("Reel %1").arg(to_qt(reel.name)), {Point::Kind::Reel, 0, id});
            }
        }
    }
    show_point();
    // The list is as wide as its longest text, whatever the box is.
    view()->setMinimumWidth(view()->sizeHintForColumn(0) + 2 * fontMetrics().averageCharWidth());
    blockSignals(was_blocked);
    Q_EMIT names_changed();
}

void PointBox::show_point() {
    const QString text = text_of(point_);
    if (findData(text) < 0) {
        add(short_name(point_), point_);
    }
    setCurrentIndex(findData(text));
}

void PointBox::set_point(const Point& point) {
    point_ = point;
    fill();
}

} // namespace kinovar::ui
