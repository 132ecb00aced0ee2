#include "ui/panels/shots_panel.h"

#include "ui/panels/shot_delegate.h"
#include "ui/panels/shot_list_model.h"
#include "ui/panels/stars.h"
#include "ui/panels/takes_pane.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kThumbnailMilliseconds = 80;
constexpr int kShotsShare = 3;
constexpr int kTakesShare = 2;
constexpr const char* kTilesState = "shots.tiles";

} // namespace

ShotsPanel::ShotsPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), model_(new ShotListModel(studio, this)),
      list_(new QListView(this)), takes_(new TakesPane(studio, actions, this)),
      count_(new QLabel(this)), tiles_(new QToolButton(this)), detect_(new QToolButton(this)),
      empty_(new QLabel(this)) {
    setObjectName("shots");
    thumbnails_ = std::make_unique<ThumbnailPixmaps>(
        [this](std::int64_t frame) { return studio_.thumbnail(studio_.reel(), frame); });
    make_list();
    empty_->setObjectName("shots.empty");
    empty_->setText(tr("Add a reel to see its shots and takes here."));
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMargin(12);
    auto* parts = new QSplitter(Qt::Vertical, this);
    parts->setChildrenCollapsible(false);
    parts->addWidget(make_top());
    parts->addWidget(takes_);
    parts->setStretchFactor(0, kShotsShare);
    parts->setStretchFactor(1, kTakesShare);
    constexpr int kAnyHeight = 1000; // sizes are taken as proportions
    parts->setSizes({kShotsShare * kAnyHeight, kTakesShare * kAnyHeight});
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(parts);
    connect(takes_, &TakesPane::compare_wanted, this, &ShotsPanel::compare_wanted);
    connect_studio();
    follow_reel();
}

ShotsPanel::~ShotsPanel() = default;

QWidget* ShotsPanel::make_top() {
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 2, 2, 0);
    row->addWidget(count_, 1);
    detect_->setObjectName("shots.detect");
    detect_->setText(tr("Detect cuts"));
    detect_->setToolTip(tr("Looks for the cuts of the reel and makes a shot of each piece"));
    detect_->setAutoRaise(true);
    connect(detect_, &QToolButton::clicked, &studio_, &Studio::detect_cuts);
    row->addWidget(detect_);
    tiles_->setObjectName("shots.tiles");
    tiles_->setIcon(icon("tiles"));
    tiles_->setCheckable(true);
    tiles_->setAutoRaise(true);
    tiles_->setAccessibleName(tr("Show as tiles"));
    tiles_->setToolTip(tr("Show the shots as tiles or as a list"));
    connect(tiles_, &QToolButton::toggled, this, [this](bool tiles) {
        set_tiles(tiles);
        studio_.set_state(kTilesState, tiles ? "1" : "0");
    });
    row->addWidget(tiles_);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(list_, 1);
    column->addWidget(empty_, 1);
    return top;
}

void ShotsPanel::make_list() {
    list_->setObjectName("shots.list");
    list_->setAccessibleName(tr("Shots of the reel"));
    list_->setModel(model_);
    delegate_ = new ShotDelegate(*thumbnails_, list_);
    list_->setItemDelegate(delegate_);
    list_->setUniformItemSizes(true);
    list_->setResizeMode(QListView::Adjust);
    list_->setMovement(QListView::Static);
    list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->installEventFilter(this);
    set_tiles(false);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) { go_to(now); });
    connect(list_, &QListView::clicked, this, &ShotsPanel::go_to);
    connect(list_, &QListView::activated, this, &ShotsPanel::go_to);
}

void ShotsPanel::connect_studio() {
    connect(&studio_, &Studio::shot_changed, this, &ShotsPanel::follow_shot);
    for (const auto signal :
         {&Studio::shots_changed, &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &ShotsPanel::follow_reel);
    }
    thumbnails_soon_.setSingleShot(true);
    thumbnails_soon_.setInterval(kThumbnailMilliseconds);
    connect(&thumbnails_soon_, &QTimer::timeout, list_->viewport(), qOverload<>(&QWidget::update));
    connect(&studio_, &Studio::thumbnail_arrived, this, [this] {
        if (!thumbnails_soon_.isActive()) {
            thumbnails_soon_.start();
        }
    });
    connect(&studio_, &Studio::reel_changed, this, [this] { thumbnails_->clear(); });
    connect(&studio_, &Studio::project_changed, this, [this] {
        const QSignalBlocker quiet(tiles_);
        tiles_->setChecked(studio_.state(kTilesState) == "1");
        set_tiles(tiles_->isChecked());
    });
}

void ShotsPanel::set_tiles(bool tiles) {
    delegate_->set_tiles(tiles);
    list_->setViewMode(tiles ? QListView::IconMode : QListView::ListMode);
    list_->setMovement(QListView::Static);
    list_->setResizeMode(QListView::Adjust);
    list_->setUniformItemSizes(true);
    list_->setWordWrap(false);
    list_->doItemsLayout();
    list_->scrollTo(list_->currentIndex());
}

void ShotsPanel::follow_reel() {
    const auto* reel =
        studio_.has_project() ? studio_.document().get<project::Reel>(studio_.reel()) : nullptr;
    const int shots = model_->rowCount();
    if (reel != nullptr && reel->width > 0 && reel->height > 0) {
        delegate_->set_aspect(static_cast<double>(reel->width) / reel->height);
    }
    count_->setText(reel == nullptr ? QString() : tr("%n shot(s)", nullptr, shots));
    list_->setVisible(reel != nullptr);
    empty_->setVisible(reel == nullptr);
    takes_->setVisible(reel != nullptr);
    tiles_->setEnabled(reel != nullptr);
    detect_->setVisible(reel != nullptr && shots <= 1);
    follow_shot();
}

void ShotsPanel::follow_shot() {
    const QModelIndex index = model_->index(model_->row_of(studio_.shot()));
    {
        const QSignalBlocker quiet(list_->selectionModel());
        list_->setCurrentIndex(index);
    }
    list_->scrollTo(index);
    list_->viewport()->update();
}

void ShotsPanel::go_to(const QModelIndex& index) {
    const auto id = index.data(ShotListModel::IdRole).toLongLong();
    const auto* shot = studio_.has_project() ? studio_.document().get<project::Shot>(id) : nullptr;
    if (shot != nullptr) {
        studio_.set_frame(shot->first);
    }
}

bool ShotsPanel::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched == list_ && (type == QEvent::ShortcutOverride || type == QEvent::KeyPress)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int rating = key->key() - Qt::Key_0;
        if (rating >= 0 && rating <= stars::kMost && !(key->modifiers() & ~Qt::KeypadModifier)) {
            event->accept();
            if (type == QEvent::KeyPress && !takes_->rate(rating)) {
                studio_.tell(tr("Make a take of this shot to rate it"));
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kinovar::ui
