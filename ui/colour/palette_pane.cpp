#include "ui/colour/palette_pane.h"

#include "core/base/file.h"
#include "ui/colour/swatch.h"
#include "ui/colour/swatch_form.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/message_strip.h"
#include "ui/forms/wheel_guard.h"
#include "ui/studio/colour_palette.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kPlaceRole = Qt::UserRole;
constexpr int kColumns = 2;
constexpr int kMostRows = 6; // then it scrolls
constexpr int kMargin = 3;

QString filter_text() {
    return PalettePane::tr("Palettes (*.json)");
}

QString tip_of(const Colour::Swatch& swatch) {
    QStringList lines{swatch.name, swatch.group, swatch.note};
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

} // namespace

PalettePane::PalettePane(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), group_(new QComboBox), list_(new QListWidget),
      trouble_(new MessageStrip(QStringLiteral("hints.palette.trouble"))), form_(new SwatchForm) {
    setObjectName(QStringLiteral("hints.palette"));
    group_->setObjectName(QStringLiteral("hints.palette.group"));
    group_->setAccessibleName(tr("Group of the palette"));
    group_->setToolTip(tr("Which colours of the palette are shown"));
    group_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    guard_wheel(group_);
    make_list();
    auto* row = new QHBoxLayout;
    row->addWidget(group_, 1);
    make_buttons(*row);
    form_->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addLayout(row);
    column->addWidget(list_);
    column->addWidget(trouble_);
    column->addWidget(form_);
    connect(group_, &QComboBox::currentIndexChanged, this, &PalettePane::follow);
    connect(form_, &SwatchForm::saved, this, &PalettePane::keep);
    connect(&studio_.colour(), &Colour::palette_changed, this, &PalettePane::follow);
    follow();
    if (group_->count() > 1) {
        group_->setCurrentIndex(1); // names are told apart by their group
    }
}

void PalettePane::make_list() {
    list_->setObjectName(QStringLiteral("hints.swatches"));
    list_->setAccessibleName(tr("Colours of the palette"));
    list_->setToolTip(tr("Click: draw with it. Double click: edit it."));
    list_->setFlow(QListView::LeftToRight);
    list_->setWrapping(true);
    list_->setResizeMode(QListView::Adjust);
    list_->setTextElideMode(Qt::ElideRight);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    list_->installEventFilter(this);
    const auto place_of = [](const QListWidgetItem* item) {
        return item->data(kPlaceRole).toInt();
    };
    connect(list_, &QListWidget::itemClicked, this,
            [=, this](QListWidgetItem* item) { take(place_of(item)); });
    connect(list_, &QListWidget::itemDoubleClicked, this,
            [=, this](QListWidgetItem* item) { begin_edit(place_of(item)); });
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        edit_->setEnabled(row >= 0);
        remove_->setEnabled(row >= 0);
    });
}

void PalettePane::make_buttons(QHBoxLayout& row) {
    const auto add = [&](const char* name, const char* icon_name, const QString& text, auto deed) {
        auto* button = new QToolButton;
        button->setObjectName(QStringLiteral("hints.palette.") + QLatin1String(name));
        button->setIcon(icon(QLatin1String(icon_name)));
        button->setAutoRaise(true);
        button->setAccessibleName(text);
        button->setToolTip(text);
        connect(button, &QToolButton::clicked, this, deed);
        row.addWidget(button);
        return button;
    };
    add("add", "add", tr("Add the current colour to the palette"), [this] { add_current(); });
    edit_ = add("edit", "settings", tr("Edit the chosen swatch"),
                [this] { begin_edit(swatch_at_hand()); });
    remove_ = add("remove", "trash", tr("Remove the chosen swatch"), [this] { remove(); });
    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("hints.palette.more"));
    more->setText(QStringLiteral("⋯"));
    more->setAutoRaise(true);
    more->setAccessibleName(tr("More about the palette"));
    more->setToolTip(tr("Files of palettes, and the palette that the program came with"));
    more->setPopupMode(QToolButton::InstantPopup);
    make_menu(*more);
    row.addWidget(more);
}

void PalettePane::make_menu(QToolButton& button) {
    auto* menu = new QMenu(&button);
    const auto add = [&](const char* name, const QString& text, auto deed) {
        QAction* action = menu->addAction(text, this, deed);
        action->setObjectName(QStringLiteral("hints.palette.") + QLatin1String(name));
    };
    add("import", tr("Import a palette…"), [this] { import_file(); });
    add("export", tr("Export the palette…"), [this] { export_file(); });
    menu->addSeparator();
    add("restore", tr("Restore the palette of the program"),
        [this] { studio_.colour().restore_palette(); });
    button.setMenu(menu);
}

QStringList PalettePane::groups() const {
    QStringList names;
    for (const Colour::Swatch& swatch : studio_.colour().palette()) {
        if (!swatch.group.isEmpty() && !names.contains(swatch.group)) {
            names += swatch.group;
        }
    }
    return names;
}

void PalettePane::follow() {
    const QString group = group_->currentData().toString();
    const int place = swatch_at_hand();
    {
        const QSignalBlocker quiet(group_);
        group_->clear();
        group_->addItem(tr("All colours"), QString());
        for (const QString& name : groups()) {
            group_->addItem(name, name);
        }
        group_->setCurrentIndex(std::max(0, group_->findData(group)));
    }
    const QString wanted = group_->currentData().toString();
    list_->clear();
    const auto& palette = studio_.colour().palette();
    for (std::size_t i = 0; i < palette.size(); ++i) {
        const Colour::Swatch& swatch = palette[i];
        if (!wanted.isEmpty() && swatch.group != wanted) {
            continue;
        }
        auto* item = new QListWidgetItem(swatch_icon(colour_at(swatch.luma, swatch.colour)),
                                         swatch.name, list_);
        item->setData(kPlaceRole, static_cast<int>(i));
        item->setToolTip(tip_of(swatch));
        item->setData(Qt::AccessibleTextRole, tip_of(swatch));
        if (static_cast<int>(i) == place) {
            list_->setCurrentItem(item);
        }
    }
    edit_->setEnabled(swatch_at_hand() >= 0);
    remove_->setEnabled(swatch_at_hand() >= 0);
    lay_out_list();
}

void PalettePane::lay_out_list() {
    const int row = fontMetrics().height() + 2 * kMargin;
    const int side = fontMetrics().height();
    list_->setIconSize({side, side});
    const int rows = std::clamp((list_->count() + kColumns - 1) / kColumns, 1, kMostRows);
    list_->setFixedHeight(rows * row + 2 * list_->frameWidth());
    const int bar = list_->verticalScrollBar()->sizeHint().width();
    const int width = (this->width() - bar - 2 * list_->frameWidth()) / kColumns;
    list_->setGridSize({std::max(width - 1, side), row});
}

void PalettePane::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    lay_out_list();
}

int PalettePane::swatch_at_hand() const {
    const QListWidgetItem* item = list_->currentItem();
    return item == nullptr ? -1 : item->data(kPlaceRole).toInt();
}

void PalettePane::take(int place) {
    const auto& palette = studio_.colour().palette();
    const Colour::Swatch& swatch = palette.at(static_cast<std::size_t>(place));
    Colour::Tool tool = studio_.colour().tool();
    // The note is the source, unless the user wrote one of his own.
    const bool from_palette =
        std::any_of(palette.begin(), palette.end(),
                    [&](const Colour::Swatch& each) { return each.note == tool.citation; });
    if (!swatch.note.isEmpty() && (tool.citation.isEmpty() || from_palette)) {
        tool.citation = swatch.note;
        studio_.colour().set_tool(tool);
    }
    Q_EMIT colour_taken(swatch.colour);
}

void PalettePane::begin_edit(int place) {
    if (place >= 0) {
        edited_ = place;
        form_->begin(studio_.colour().palette().at(static_cast<std::size_t>(place)), groups(),
                     studio_.colour().tool().colour, studio_.colour().luma());
    }
}

void PalettePane::add_current() {
    edited_ = -1;
    const Colour& colour = studio_.colour();
    form_->begin({group_->currentData().toString(), tr("New colour"), colour.tool().colour,
                  colour.luma(), colour.tool().citation},
                 groups(), colour.tool().colour, colour.luma());
}

void PalettePane::keep(const Colour::Swatch& swatch) {
    std::vector<Colour::Swatch> palette = studio_.colour().palette();
    if (edited_ >= 0 && edited_ < static_cast<int>(palette.size())) {
        palette[static_cast<std::size_t>(edited_)] = swatch;
    } else {
        palette.push_back(swatch);
    }
    studio_.colour().set_palette(std::move(palette));
}

void PalettePane::remove() {
    const int place = swatch_at_hand();
    std::vector<Colour::Swatch> palette = studio_.colour().palette();
    if (place >= 0 && place < static_cast<int>(palette.size())) {
        form_->hide();
        palette.erase(palette.begin() + place);
        studio_.colour().set_palette(std::move(palette));
    }
}

void PalettePane::import_file() {
    const QString path = chooser::open_file(
        this, {.title = tr("Import a palette"), .filter = filter_text(), .place = "palettes"});
    if (path.isEmpty()) {
        return;
    }
    const auto text = read_file(to_path(path), kMostPaletteBytes);
    const auto palette = text ? palette_from_json(*text) : failure(text.error());
    if (!palette) {
        trouble_->show_error(palette.error());
        return;
    }
    trouble_->clear();
    studio_.colour().set_palette(*palette);
}

void PalettePane::export_file() {
    const QString path = chooser::save_file(this, {.title = tr("Export the palette"),
                                                   .filter = filter_text(),
                                                   .place = "palettes",
                                                   .suggestion = QStringLiteral("palette.json")});
    if (path.isEmpty()) {
        return;
    }
    const Status written = write_file(to_path(path), palette_to_json(studio_.colour().palette()));
    if (written) {
        trouble_->clear();
    } else {
        trouble_->show_error(written.error());
    }
}

bool PalettePane::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched != list_ || (type != QEvent::ShortcutOverride && type != QEvent::KeyPress)) {
        return QWidget::eventFilter(watched, event);
    }
    const int key = static_cast<QKeyEvent*>(event)->key();
    const bool takes = key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter;
    if (!takes && key != Qt::Key_Delete && key != Qt::Key_F2) {
        return QWidget::eventFilter(watched, event);
    }
    event->accept();
    if (type == QEvent::KeyPress && swatch_at_hand() >= 0) {
        if (takes) {
            take(swatch_at_hand());
        } else if (key == Qt::Key_F2) {
            begin_edit(swatch_at_hand());
        } else {
            remove();
        }
    }
    return true;
}

} // namespace kinovar::ui
