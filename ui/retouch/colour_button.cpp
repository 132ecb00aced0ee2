#include "ui/retouch/colour_button.h"

#include <QColorDialog>
#include <QPainter>

namespace kinovar::ui {

ColourButton::ColourButton(const QString& name, QWidget* parent) : QToolButton(parent) {
    setObjectName(name);
    setText(tr("Colours…"));
    setAccessibleName(tr("Choose the colour"));
    setToolTip(tr("Opens a window of colours; it may stay open"));
    setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::clicked, this, &ColourButton::open);
}

void ColourButton::set_colour(const std::array<double, 3>& rgb) {
    colour_ = QColor::fromRgbF(static_cast<float>(rgb[0]), static_cast<float>(rgb[1]),
                               static_cast<float>(rgb[2]));
    QPixmap field(iconSize());
    field.fill(colour_);
    QPainter painter(&field);
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(field.rect().adjusted(0, 0, -1, -1));
    painter.end();
    setIcon(field);
    if (dialog_ != nullptr && dialog_->currentColor() != colour_) {
        const QSignalBlocker quiet(dialog_);
        dialog_->setCurrentColor(colour_);
    }
}

void ColourButton::open() {
    if (dialog_ == nullptr) {
        dialog_ = new QColorDialog(this);
        dialog_->setObjectName(objectName() + QStringLiteral(".dialog"));
        dialog_->setOptions(QColorDialog::NoButtons | QColorDialog::DontUseNativeDialog);
        dialog_->setModal(false);
        dialog_->setCurrentColor(colour_);
        connect(dialog_, &QColorDialog::currentColorChanged, this, &ColourButton::chosen);
    }
    dialog_->show();
    dialog_->raise();
}

} // namespace kinovar::ui
