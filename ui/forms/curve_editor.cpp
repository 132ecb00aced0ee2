#include "ui/forms/curve_editor.h"

#include "ui/forms/curve_plot.h"
#include "ui/studio/text.h"

#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

/// Of a channel's curve; invalid: the colour of text.
QColor colour_of(const std::string& channel) {
    if (channel == "red") {
        return {0xe0, 0x5a, 0x4a};
    }
    if (channel == "green") {
        return {0x58, 0xb8, 0x5c};
    }
    return channel == "blue" ? QColor(0x5b, 0x8d, 0xe8) : QColor();
}

} // namespace

CurveEditor::CurveEditor(const FieldInfo& field, const FieldUse& use, QWidget* parent)
    : FieldEditor(field, parent), line_(new QLineEdit), plot_(new CurvePlot) {
    line_->setPlaceholderText(tr("straight"));
    plot_->set_colour(colour_of(field.name));
    plot_->setObjectName(use.prefix + QLatin1Char('.') + to_qt(field.name) +
                         QStringLiteral(".plot"));
    plot_->setAccessibleName(tr("%1, curve").arg(translated(field.title)));
    plot_->setToolTip(tr("Click to add a point and drag it; double click or Delete removes it. "
                         "Page Up and Page Down choose a point, the arrow keys move it."));
    auto* open = new QToolButton;
    open->setCheckable(true);
    open->setArrowType(Qt::RightArrow);
    open->setAutoRaise(true);
    open->setObjectName(use.prefix + QLatin1Char('.') + to_qt(field.name) +
                        QStringLiteral(".open"));
    open->setAccessibleName(tr("%1: show the curve").arg(translated(field.title)));
    open->setToolTip(tr("Show the curve"));
    auto* top = new QHBoxLayout;
    top->addWidget(line_, 1);
    top->addWidget(open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(top);
    column->addWidget(plot_);
    adopt_control(line_, use);

    connect(open, &QToolButton::toggled, this, [this, open](bool shown) {
        open->setArrowType(shown ? Qt::DownArrow : Qt::RightArrow);
        plot_->setVisible(shown);
    });
    open->setChecked(field.name == "master");
    plot_->setVisible(open->isChecked());
    connect(line_, &QLineEdit::editingFinished, this, [this] {
        if (line_->text() != shown_) {
            shown_ = line_->text();
            plot_->set_text(shown_);
            Q_EMIT edited(shown_.toStdString(), false);
        }
    });
    connect(plot_, &CurvePlot::edited, this, [this](bool more) {
        shown_ = plot_->text();
        line_->setText(shown_);
        Q_EMIT edited(shown_.toStdString(), more);
    });
}

void CurveEditor::show_value(const FieldValue& value) {
    const QString text = to_qt(std::get<std::string>(value));
    shown_ = text;
    if (line_->text() != text) {
        line_->setText(text);
    }
    if (plot_->text() != text) {
        plot_->set_text(text);
    }
}

} // namespace kinovar::ui
