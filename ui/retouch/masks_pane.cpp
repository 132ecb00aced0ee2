#include "ui/retouch/masks_pane.h"

#include "core/steps/retouch/brush/area_mask.h"
#include "core/steps/retouch/brush/mask_tiles.h"
#include "ui/forms/delete_key.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/message_strip.h"
#include "ui/studio/fix_look.h"
#include "ui/studio/icons.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPointer>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kMostRows = 4; // then it scrolls

QString filter_text() {
    return MasksPane::tr("Masks (*.png *.tif *.tiff)");
}

} // namespace

MasksPane::MasksPane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), list_(new QListWidget),
      trouble_(new MessageStrip(QStringLiteral("retouch.masks.trouble"))) {
    setObjectName(QStringLiteral("retouch.masks.pane"));
    auto* row = new QHBoxLayout;
    row->setSpacing(1);
    keep_ = add_button(*row, "retouch.masks.keep", "add", tr("Keep the area of the chosen fix"),
                       tr("Keeps the area of the chosen fix as a mask"), &MasksPane::keep);
    add_button(*row, "retouch.masks.load", "open", tr("Load a mask…"),
               tr("Loads a mask from a grey picture: white works, black does not"),
               &MasksPane::load);
    need_mask_ +=
        add_button(*row, "retouch.masks.save", "save", tr("Save the mask…"),
                   tr("Writes the chosen mask as a grey PNG or TIFF of 16 bits"), &MasksPane::save);
    use_ = add_button(*row, "retouch.masks.use", "accept", tr("Use it for the chosen fix"),
                      tr("The chosen fix works where the mask says instead of where it was drawn"),
                      &MasksPane::use);
    need_mask_ += add_button(*row, "retouch.masks.fix", "new", tr("New fix with this mask"),
                             tr("Makes the next fix where the mask says (Enter in the list)"),
                             &MasksPane::make_fix);
    need_mask_ += add_button(*row, "retouch.masks.remove", "trash", tr("Forget the mask"),
                             tr("Forgets the chosen mask; fixes keep theirs (Delete in the list)"),
                             &MasksPane::remove);
    row->addStretch(1);
    list_->setObjectName(QStringLiteral("retouch.masks.list"));
    list_->setAccessibleName(tr("Masks"));
    list_->setToolTip(tr("Masks that are kept with the project"));
    list_->setFixedHeight(kMostRows * (fontMetrics().height() + 4) + 2 * list_->frameWidth());
    connect(new DeleteKey(list_), &DeleteKey::pressed, this, &MasksPane::remove);
    connect(list_, &QListWidget::itemActivated, this, &MasksPane::make_fix);
    connect(list_, &QListWidget::currentRowChanged, this, &MasksPane::follow_buttons);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(trouble_);
    column->addWidget(list_);
    connect(&studio_.retouch(), &Retouch::masks_changed, this, &MasksPane::follow);
    connect(&studio_, &Studio::project_changed, this, &MasksPane::follow);
    connect(&studio_, &Studio::reel_changed, this, &MasksPane::follow_buttons);
    connect(&studio_.retouch(), &Retouch::chosen_changed, this, &MasksPane::follow_buttons);
    connect(&studio_.retouch(), &Retouch::fixes_changed, this, &MasksPane::follow_buttons);
    follow();
}

QToolButton* MasksPane::add_button(QHBoxLayout& row, const char* name, const char* icon_name,
                                   const QString& text, const QString& tip,
                                   void (MasksPane::*deed)()) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    button->setFocusPolicy(Qt::StrongFocus);
    connect(button, &QToolButton::clicked, this, deed);
    row.addWidget(button);
    return button;
}

void MasksPane::follow() {
    const QString before = chosen();
    list_->clear();
    if (studio_.has_project()) {
        for (const Retouch::Mask& mask : studio_.retouch().masks()) {
            list_->addItem(mask.name);
            if (mask.name == before) {
                list_->setCurrentRow(list_->count() - 1);
            }
        }
    }
    if (list_->currentRow() < 0 && list_->count() > 0) {
        list_->setCurrentRow(list_->count() - 1);
    }
    follow_buttons();
}

void MasksPane::follow_buttons() {
    const bool mask = !chosen().isEmpty();
    const bool fix = studio_.retouch().fix(studio_.retouch().chosen()) != nullptr;
    keep_->setEnabled(fix);
    use_->setEnabled(fix && mask);
    for (QToolButton* button : need_mask_) {
        button->setEnabled(mask && studio_.reel() != 0);
    }
}

QString MasksPane::chosen() const {
    const QListWidgetItem* item = list_->currentItem();
    return item == nullptr ? QString() : item->text();
}

std::string MasksPane::bytes_of(const QString& name) const {
    for (const Retouch::Mask& mask : studio_.retouch().masks()) {
        if (mask.name == name) {
            return mask.bytes;
        }
    }
    return {};
}

QString MasksPane::free_name(const QString& wish) const {
    QString name = wish;
    for (int i = 2; !list_->findItems(name, Qt::MatchExactly).isEmpty(); ++i) {
        name = tr("%1 %2", "name of a mask, its number").arg(wish).arg(i);
    }
    return name;
}

void MasksPane::keep() {
    const retouch::Fix* fix = studio_.retouch().fix(studio_.retouch().chosen());
    const auto* reel = studio_.document().get<project::Reel>(studio_.reel());
    if (fix == nullptr || reel == nullptr) {
        return;
    }
    const auto mask = retouch::mask_of(fix->area, reel->width, reel->height);
    if (!mask) {
        trouble_->show_error(mask.error());
        return;
    }
    trouble_->clear();
    studio_.retouch().keep_mask(free_name(fix_look::name(*fix)), mask->to_bytes());
}

void MasksPane::load() {
    const QString path = chooser::open_file(
        this, {.title = tr("Load a mask"), .filter = filter_text(), .place = "masks"});
    if (path.isEmpty()) {
        return;
    }
    auto bytes = std::make_shared<std::string>();
    const auto work = [file = to_path(path).string(), bytes](Job& /*job*/) -> Status {
        KINOVAR_TRY_ASSIGN(const retouch::MaskTiles mask, retouch::load_mask(file));
        *bytes = mask.to_bytes();
        return {};
    };
    const auto then = [self = QPointer(this), path, bytes](const Status& status) {
        if (!self) {
            return;
        }
        if (status) {
            self->trouble_->clear();
            self->studio_.retouch().keep_mask(self->free_name(QFileInfo(path).completeBaseName()),
                                              *bytes);
        } else {
            self->trouble_->show_error(status.error());
        }
    };
    studio_.jobs().start(tr("Load a mask"), work, then, true);
}

void MasksPane::save() {
    const QString name = chosen();
    const QString path = chooser::save_file(this, {.title = tr("Save the mask"),
                                                   .filter = filter_text(),
                                                   .place = "masks",
                                                   .suggestion = name + QStringLiteral(".png")});
    if (path.isEmpty()) {
        return;
    }
    const auto work = [file = to_path(path).string(), bytes = bytes_of(name)](Job&) -> Status {
        KINOVAR_TRY_ASSIGN(const retouch::MaskTiles mask, retouch::MaskTiles::from_bytes(bytes));
        return retouch::save_mask(file, mask);
    };
    const auto then = [self = QPointer(this)](const Status& status) {
        if (self && status) {
            self->trouble_->clear();
        } else if (self) {
            self->trouble_->show_error(status.error());
        }
    };
    studio_.jobs().start(tr("Save a mask"), work, then, true);
}

void MasksPane::use() {
    const retouch::Fix* fix = studio_.retouch().fix(studio_.retouch().chosen());
    if (fix == nullptr || chosen().isEmpty()) {
        return;
    }
    retouch::Fix changed = *fix;
    changed.area.marks.clear();
    changed.area.mask = bytes_of(chosen());
    studio_.retouch().change(changed.id, QStringLiteral("Change area of fix"), changed);
}

void MasksPane::make_fix() {
    if (chosen().isEmpty() || studio_.reel() == 0) {
        return;
    }
    retouch::Fix fix;
    fix.kind = studio_.retouch().tool().kind;
    fix.area.mask = bytes_of(chosen());
    fix.area.feather = studio_.retouch().tool().feather;
    studio_.retouch().add(std::move(fix));
}

void MasksPane::remove() {
    if (!chosen().isEmpty()) {
        studio_.retouch().forget_mask(chosen());
    }
}

} // namespace kinovar::ui
