#include "ui/panels/media_panel.h"

#include "core/media/picture_file.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/panels/media_details.h"
#include "ui/panels/media_inputs.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QDesktopServices>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPainter>
#include <QPointer>
#include <QSplitter>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>
#include <memory>

namespace kinovar::ui {

namespace {

constexpr int kReelRole = TwoLineDelegate::kOwnRoles;
constexpr QSize kThumbnail(64, 44);
constexpr int kShownPart = 3; // the thumbnail is of the frame after a third: no leader, no end

QString second_line(const project::Reel& reel, bool there) {
    const QString size = MediaPanel::tr("%1 × %2").arg(reel.width).arg(reel.height);
    if (!there) {
        return MediaPanel::tr("file is missing · %1").arg(size);
    }
    if (reel.frames == 1) {
        return MediaPanel::tr("picture · %1").arg(size);
    }
    return MediaPanel::tr("%1 · %2 fps · %3", "size, rate, length")
        .arg(size, QLocale().toString(reel.rate.value(), 'g', 5),
             timecode(reel.frames, reel.rate.value()));
}

/// The picture in the middle of a place of fixed size, so that all lines begin alike.
QPixmap framed(const preview::PicturePtr& picture, double ratio) {
    QPixmap place(kThumbnail * ratio);
    place.setDevicePixelRatio(ratio);
    place.fill(Qt::black);
    if (picture != nullptr) {
        const QImage image(reinterpret_cast<const uchar*>(picture->pixels.data()), picture->width,
                           picture->height, picture->width * 4, QImage::Format_RGB32);
        const QSize size = image.size().scaled(kThumbnail, Qt::KeepAspectRatio);
        QPainter painter(&place);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        painter.drawImage(QRect(QPoint((kThumbnail.width() - size.width()) / 2,
                                       (kThumbnail.height() - size.height()) / 2),
                                size),
                          image);
    }
    return place;
}

} // namespace

MediaPanel::MediaPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), list_(new QListWidget),
      empty_(new QLabel), details_(new MediaDetails), add_(new QToolButton),
      menu_(new QMenu(this)) {
    setObjectName(QStringLiteral("media"));
    setAcceptDrops(true);
    add_actions();
    lay_out();
    connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
        studio_.set_reel(item->data(kReelRole).toLongLong());
    });
    connect(list_, &QListWidget::itemChanged, this, &MediaPanel::take_name);
    connect(list_, &QListWidget::currentRowChanged, this, &MediaPanel::refresh_actions);
    connect(list_, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { menu_->popup(list_->viewport()->mapToGlobal(at)); });
    connect(&studio, &Studio::project_changed, this, &MediaPanel::refresh);
    connect(&studio, &Studio::reels_changed, this, &MediaPanel::refresh);
    connect(&studio, &Studio::source_changed, this, &MediaPanel::refresh);
    connect(&studio, &Studio::reel_changed, this, &MediaPanel::refresh_current);
    connect(&studio, &Studio::thumbnail_arrived, this, [this](const QString&, std::int64_t) {
        for (int i = 0; i < list_->count(); ++i) {
            show_thumbnail(list_->item(i));
        }
    });
    refresh();
}

QAction* MediaPanel::add_action(const char* id, const QString& text, void (MediaPanel::*deed)()) {
    QAction* action = actions_.add(QLatin1String(id), tr("Media"), text);
    connect(action, &QAction::triggered, this, deed);
    menu_->addAction(action);
    return action;
}

void MediaPanel::add_actions() {
    QAction* files = add_action("media.add", tr("Add films or pictures…"), &MediaPanel::add_files);
    QAction* folder =
        add_action("media.add_folder", tr("Add a folder of pictures…"), &MediaPanel::add_folder);
    menu_->addSeparator();
    add_action("media.rename", tr("Rename"), &MediaPanel::rename_chosen);
    add_action("media.properties", tr("Properties"), &MediaPanel::show_properties);
    add_action("media.reveal", tr("Show in its folder"), &MediaPanel::reveal_chosen);
    menu_->addSeparator();
    add_action("media.relink", tr("Find the file…"), &MediaPanel::relink_chosen);
    add_action("media.relink_all", tr("Find all missing files in a folder…"),
               &MediaPanel::relink_all);
    menu_->addSeparator();
    add_action("media.remove", tr("Remove from the project"), &MediaPanel::remove_chosen)
        ->setIcon(icon(QStringLiteral("trash")));
    auto* menu = new QMenu(add_);
    menu->addAction(files);
    menu->addAction(folder);
    add_->setMenu(menu);
    connect(add_, &QToolButton::clicked, this, &MediaPanel::add_files);
}

void MediaPanel::lay_out() {
    list_->setObjectName(QStringLiteral("media.list"));
    list_->setAccessibleName(tr("Reels of the project"));
    list_->setToolTip(tr("Enter or a double click works on a reel; F2 renames it"));
    list_->setItemDelegate(new TwoLineDelegate(list_));
    list_->setIconSize(kThumbnail);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
    list_->setContextMenuPolicy(Qt::CustomContextMenu);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    empty_->setObjectName(QStringLiteral("media.empty"));
    empty_->setText(tr("No film yet.\n\nDrop films, pictures or a folder of pictures here, or "
                       "press Add."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setMargin(fontMetrics().height());
    details_->setObjectName(QStringLiteral("media.details"));
    details_->setAccessibleName(tr("Properties of the file"));
    details_->setToolTip(tr("What the file holds"));
    details_->hide();
    add_->setObjectName(QStringLiteral("media.add.button"));
    add_->setText(tr("Add"));
    add_->setIcon(icon(QStringLiteral("add")));
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_->setPopupMode(QToolButton::MenuButtonPopup);
    add_->setToolTip(tr("Add films or pictures to the project; they are never changed"));
    add_->setAccessibleName(tr("Add films or pictures"));
    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("media.more"));
    more->setText(QStringLiteral("⋯"));
    more->setToolTip(tr("What can be done with the chosen reel"));
    more->setAccessibleName(more->toolTip());
    more->setPopupMode(QToolButton::InstantPopup);
    more->setMenu(menu_);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add_);
    buttons->addStretch();
    buttons->addWidget(more);
    auto* upper = new QWidget;
    auto* stack = new QVBoxLayout(upper);
    stack->setContentsMargins(0, 0, 0, 0);
    stack->addWidget(list_, 1);
    stack->addWidget(empty_, 1);
    auto* split = new QSplitter(Qt::Vertical);
    split->addWidget(upper);
    split->addWidget(details_);
    split->setChildrenCollapsible(false);
    auto* column = new QVBoxLayout(this);
    column->addLayout(buttons);
    column->addWidget(split, 1);
}

void MediaPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh(); // a file may have gone meanwhile
}

void MediaPanel::refresh() {
    const project::Id kept = chosen();
    const QSignalBlocker quiet(list_);
    list_->clear();
    if (studio_.has_project()) {
        for (const auto& [id, reel] : studio_.document().all<project::Reel>()) {
            show_reel(new QListWidgetItem(list_), reel);
            if (id == kept) {
                list_->setCurrentRow(list_->count() - 1);
            }
        }
    }
    empty_->setVisible(list_->count() == 0);
    list_->setVisible(list_->count() > 0);
    if (details_of_ != 0 &&
        (!studio_.has_project() || studio_.document().get<project::Reel>(details_of_) == nullptr)) {
        details_->hide();
        details_of_ = 0;
    }
    refresh_current();
}

void MediaPanel::show_reel(QListWidgetItem* item, const project::Reel& reel) {
    const bool there = project::media_is_there(reel);
    const auto error = studio_.source_error(reel.id);
    item->setText(to_qt(reel.name));
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsEditable |
                   Qt::ItemNeverHasChildren);
    item->setData(kReelRole, QVariant::fromValue<qlonglong>(reel.id));
    item->setData(TwoLineDelegate::kSecondLine, second_line(reel, there));
    item->setData(TwoLineDelegate::kTrouble, !there || error.has_value());
    item->setToolTip(error ? to_qt(error->one_line()) : to_qt(reel.path));
    item->setData(Qt::AccessibleDescriptionRole, second_line(reel, there));
    show_thumbnail(item);
}

void MediaPanel::show_thumbnail(QListWidgetItem* item) {
    const auto* reel =
        studio_.has_project()
            ? studio_.document().get<project::Reel>(item->data(kReelRole).toLongLong())
            : nullptr;
    if (reel == nullptr) {
        return;
    }
    const QSignalBlocker quiet(list_);
    const preview::PicturePtr picture = project::media_is_there(*reel)
                                            ? studio_.thumbnail(reel->id, reel->frames / kShownPart)
                                            : nullptr;
    item->setIcon(framed(picture, devicePixelRatioF()));
    list_->viewport()->update();
}

/// The reel that is worked on stands out in bold.
void MediaPanel::refresh_current() {
    const QSignalBlocker quiet(list_);
    for (int i = 0; i < list_->count(); ++i) {
        QListWidgetItem* item = list_->item(i);
        const bool current = item->data(kReelRole).toLongLong() == studio_.reel();
        QFont font = list_->font();
        font.setBold(current);
        item->setFont(font);
        if (current && list_->currentRow() < 0) {
            list_->setCurrentRow(i);
        }
    }
    refresh_actions();
}

void MediaPanel::refresh_actions() {
    const project::Reel* reel = chosen_reel();
    for (const char* id :
         {"media.rename", "media.properties", "media.reveal", "media.relink", "media.remove"}) {
        actions_.find(QLatin1String(id))->setEnabled(reel != nullptr);
    }
    bool any_missing = false;
    for (int i = 0; i < list_->count(); ++i) {
        any_missing = any_missing || list_->item(i)->data(TwoLineDelegate::kTrouble).toBool();
    }
    actions_.find(QStringLiteral("media.relink_all"))->setEnabled(any_missing);
}

project::Id MediaPanel::chosen() const {
    const QListWidgetItem* item = list_->currentItem();
    return item == nullptr ? 0 : item->data(kReelRole).toLongLong();
}

const project::Reel* MediaPanel::chosen_reel() const {
    return studio_.has_project() ? studio_.document().get<project::Reel>(chosen()) : nullptr;
}

// --- deeds

void MediaPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) {
        event->acceptProposedAction();
    }
}

void MediaPanel::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls()) {
        if (url.isLocalFile()) {
            paths += url.toLocalFile();
        }
    }
    event->acceptProposedAction();
    add_paths(paths);
}

void MediaPanel::add_paths(const QStringList& paths) {
    for (const std::filesystem::path& path : media_inputs(paths)) {
        studio_.add_media(path);
    }
}

void MediaPanel::add_files() {
    add_paths(chooser::open_files(
        this, {.title = tr("Add films or pictures"), .filter = media_filter(), .place = "media"}));
}

void MediaPanel::add_folder() {
    const QString folder =
        chooser::open_folder(this, {.title = tr("Add a folder of pictures"), .place = "media"});
    if (!folder.isEmpty()) {
        add_paths({folder});
    }
}

void MediaPanel::remove_chosen() {
    if (chosen_reel() == nullptr) {
        return;
    }
    project::EditBuilder builder(studio_.document());
    builder.remove(chosen());
    studio_.edit(builder.finish(QT_TRANSLATE_NOOP("History", "Remove reel")));
}

void MediaPanel::rename_chosen() {
    if (QListWidgetItem* item = list_->currentItem()) {
        list_->setFocus();
        list_->editItem(item);
    }
}

void MediaPanel::take_name(QListWidgetItem* item) {
    const auto* present = studio_.document().get<project::Reel>(item->data(kReelRole).toLongLong());
    const std::string name = item->text().trimmed().toStdString();
    if (present == nullptr || name.empty() || name == present->name) {
        refresh();
        return;
    }
    project::Reel reel = *present;
    reel.name = name;
    project::EditBuilder builder(studio_.document());
    builder.update(reel);
    // Not from within the editor that is just closing.
    QMetaObject::invokeMethod(
        this,
        [this, edit = builder.finish(QT_TRANSLATE_NOOP("History", "Rename reel"))] {
            studio_.edit(edit);
        },
        Qt::QueuedConnection);
}

void MediaPanel::relink_chosen() {
    const project::Reel* reel = chosen_reel();
    if (reel == nullptr) {
        return;
    }
    const project::Id id = reel->id;
    const bool sequence = media::is_sequence_pattern(reel->path);
    const bool folder = !reel->path.has_extension();
    const chooser::Question question{.title = tr("Where is %1 now?").arg(to_qt(reel->name)),
                                     .filter = folder ? QString() : media_filter(),
                                     .place = "media",
                                     .suggestion = {}};
    const QString path =
        folder ? chooser::open_folder(this, question) : chooser::open_file(this, question);
    if (!path.isEmpty()) {
        studio_.relink_media(id, sequence ? sequence_of(path) : to_path(path));
    }
}

/// Looks through the folder on a job, in a second view of the project.
void MediaPanel::relink_all() {
    const QString folder =
        chooser::open_folder(this, {.title = tr("Where are the missing files?"), .place = "media"});
    if (folder.isEmpty() || !studio_.has_project()) {
        return;
    }
    auto found = std::make_shared<std::map<project::Id, std::filesystem::path>>();
    const std::filesystem::path file = studio_.document().path();
    studio_.jobs().start(
        tr("Looking for missing files"),
        [file, folder = to_path(folder), found](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(const auto document,
                               project::Document::open(file, project::Access::ReadOnly));
            *found = project::find_moved(*document, folder);
            return {};
        },
        [this, panel = QPointer(this), found, file](const Status& status) {
            if (panel.isNull() || !studio_.has_project() || studio_.document().path() != file) {
                return;
            }
            if (!status) {
                studio_.fail(status.error());
                return;
            }
            for (const auto& [id, path] : *found) {
                studio_.relink_media(id, path);
            }
            studio_.tell(found->empty()
                             ? tr("None of the missing files is there")
                             : tr("%n file(s) found", nullptr, static_cast<int>(found->size())));
        });
}

void MediaPanel::show_properties() {
    const project::Reel* reel = chosen_reel();
    if (reel == nullptr) {
        return;
    }
    if (!details_->isHidden() && details_of_ == reel->id) {
        details_->hide();
        return;
    }
    auto info = std::make_shared<media::MediaInfo>();
    studio_.jobs().start(
        tr("Reading %1").arg(to_qt(reel->name)),
        [path = reel->path, info](Job& /*job*/) -> Status {
            KINOVAR_TRY_ASSIGN(*info, media::probe(path));
            return {};
        },
        [this, panel = QPointer(this), info, id = reel->id](const Status& status) {
            if (panel.isNull()) {
                return;
            }
            if (!status) {
                studio_.fail(status.error());
                return;
            }
            details_of_ = id;
            details_->show_info(*info);
            details_->show();
        },
        true);
}

void MediaPanel::reveal_chosen() {
    if (const project::Reel* reel = chosen_reel()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(to_qt(reel->path)).absolutePath()));
    }
}

} // namespace kinovar::ui
