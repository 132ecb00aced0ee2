#include "ui/panels/review_panel.h"

#include "core/render/project_flags.h"
#include "ui/panels/failed_frames.h"
#include "ui/panels/flag_delegate.h"
#include "ui/panels/flag_list_model.h"
#include "ui/panels/flag_remedy.h"
#include "ui/panels/look_bar.h"
#include "ui/panels/place_pictures.h"
#include "ui/panels/repair_tool.h"
#include "ui/studio/icons.h"
#include "ui/studio/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

using project::FlagState;

constexpr int kFlagsShare = 3;
constexpr int kFailedShare = 1;
constexpr int kAnyState = -1;

/// Keys of the list while it has the focus.
std::optional<FlagState> decision_of(int key) {
    switch (key) {
    case Qt::Key_A:
        return FlagState::Accepted;
    case Qt::Key_R:
        return FlagState::Rejected;
    case Qt::Key_F:
        return FlagState::Fixed;
    default:
        return std::nullopt;
    }
}

const char* name_of(FlagState state) {
    switch (state) {
    case FlagState::Accepted:
        return "Accept flag";
    case FlagState::Rejected:
        return "Reject flag";
    case FlagState::Fixed:
        return "Mark flag as fixed";
    case FlagState::Open:
        break;
    }
    return "Open flag again";
}

} // namespace

ReviewPanel::ReviewPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), model_(new FlagListModel(studio, this)),
      places_(new PlacePictures(studio, this)), actions_(actions), count_(new QLabel(this)),
      states_(new QComboBox(this)), kinds_(new QComboBox(this)), list_(new QListView(this)),
      empty_(new QLabel(this)) {
    setObjectName("review");
    auto* top = new QHBoxLayout;
    auto* buttons = new QHBoxLayout;
    top->setContentsMargins(6, 2, 2, 0);
    buttons->setContentsMargins(6, 0, 2, 0);
    buttons->setSpacing(1);
    make_filters(*top);
    top->addWidget(new LookBar(studio, actions, QStringLiteral("review"), this));
    make_buttons(*buttons);
    make_list();
    empty_->setObjectName("review.empty");
    empty_->setWordWrap(true);
    empty_->setAlignment(Qt::AlignCenter);
    empty_->setMargin(12);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(top);
    column->addLayout(buttons);
    column->addWidget(list_, kFlagsShare);
    column->addWidget(empty_, kFlagsShare);
    column->addWidget(new FailedFrames(studio, this), kFailedShare);
    connect(model_, &FlagListModel::counted, this, &ReviewPanel::follow_flags);
    follow_flags();
}

void ReviewPanel::make_filters(QHBoxLayout& row) {
    states_->setObjectName("review.state");
    states_->setAccessibleName(tr("Which flags are shown, by state"));
    states_->setToolTip(states_->accessibleName());
    for (const FlagState state :
         {FlagState::Open, FlagState::Accepted, FlagState::Rejected, FlagState::Fixed}) {
        states_->addItem(state_text(state), static_cast<int>(state));
    }
    states_->addItem(tr("All"), kAnyState);
    kinds_->setObjectName("review.kind");
    kinds_->setAccessibleName(tr("Which flags are shown, by kind"));
    kinds_->setToolTip(kinds_->accessibleName());
    kinds_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    kinds_->addItem(tr("All kinds"), QString());
    row.addWidget(states_);
    row.addWidget(kinds_);
    row.addStretch(1);
    connect(states_, &QComboBox::currentIndexChanged, this, &ReviewPanel::filter);
    connect(kinds_, &QComboBox::currentIndexChanged, this, &ReviewPanel::filter);
}

void ReviewPanel::make_list() {
    list_->setObjectName("review.list");
    list_->setAccessibleName(tr("Flags, the worst first"));
    list_->setModel(model_);
    list_->setItemDelegate(new FlagDelegate(
        [this](const QModelIndex& index, const QSize& size) {
            const project::Flag* flag = model_->flag_at(index);
            if (flag == nullptr) {
                return QPixmap();
            }
            const detect::FlagPlace place = render::place_of(*flag);
            return places_->get(place.worst, place.box, size);
        },
        list_));
    connect(places_, &PlacePictures::changed, list_->viewport(), qOverload<>(&QWidget::update));
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    for (QAction* action : need_flag_) {
        list_->addAction(action);
    }
    list_->installEventFilter(this);
    connect(list_, &QListView::clicked, this, &ReviewPanel::go_to);
    connect(list_, &QListView::activated, this, &ReviewPanel::go_to);
    connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& now) {
                current_ = now.data(FlagListModel::IdRole).toLongLong();
                go_to(now);
            });
}

void ReviewPanel::make_buttons(QHBoxLayout& row) {
    const auto add = [&](const char* id, const QString& text, const QString& key,
                         const char* icon_name, std::function<void()> what) {
        QAction* action = actions_.add(QLatin1String(id), tr("Review"), text);
        action->setIcon(icon(QLatin1String(icon_name)));
        if (!key.isEmpty()) {
            action->setToolTip(tr("%1 (%2 in the list)", "a command and its key").arg(text, key));
        }
        connect(action, &QAction::triggered, this, [what = std::move(what)] { what(); });
        auto* button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setAutoRaise(true);
        button->setObjectName(QLatin1String(id));
        button->setAccessibleName(text);
        row.addWidget(button);
        need_flag_.push_back(action);
    };
    add("review.accept", tr("Accept: do what is proposed; where nothing is, leave it as it is"),
        "A", "accept", [this] { accept(); });
    add("review.reject", tr("Reject: the detector is wrong"), "R", "reject",
        [this] { decide(FlagState::Rejected); });
    add("review.fixed", tr("Fixed: it was mended"), "F", "flag",
        [this] { decide(FlagState::Fixed); });
    add("review.reopen", tr("Open the flag again"), {}, "undo",
        [this] { decide(FlagState::Open); });
    add("review.previous", tr("Previous flag in the list"), {}, "up", [this] { move(-1); });
    add("review.next", tr("Next flag in the list"), {}, "down", [this] { move(1); });
    row.addStretch(1);
    row.addWidget(count_);
}

void ReviewPanel::follow_flags() {
    const QString kind = kinds_->currentData().toString();
    {
        const QSignalBlocker quiet(kinds_);
        kinds_->clear();
        kinds_->addItem(tr("All kinds"), QString());
        for (const QString& each : model_->kinds()) {
            kinds_->addItem(translated(each.toStdString()), each);
        }
        kinds_->setCurrentIndex(std::max(0, kinds_->findData(kind)));
    }
    if (const int row = model_->row_of(current_); row >= 0) {
        const QSignalBlocker quiet(list_->selectionModel()); // the playhead stays where it is
        list_->setCurrentIndex(model_->index(row));
        list_->viewport()->update();
    }
    const bool any = model_->rowCount() > 0;
    list_->setVisible(any);
    empty_->setVisible(!any);
    for (QAction* action : need_flag_) {
        action->setEnabled(any);
    }
    if (studio_.reel() == 0) {
        empty_->setText(tr("Add a reel to review it here."));
    } else if (model_->all_count() == 0) {
        empty_->setText(tr("No flags. Detectors and analyses put the places here that a human "
                           "should look at; frames that cannot be made show here as well."));
    } else {
        empty_->setText(tr("No flag passes the filter above."));
    }
    count_->setText(model_->all_count() == 0 ? QString()
                                             : tr("%1 of %2 open", "numbers of flags")
                                                   .arg(model_->open_count())
                                                   .arg(model_->all_count()));
    if (kinds_->currentData().toString() != kind) {
        filter();
    }
}

void ReviewPanel::filter() {
    const int state = states_->currentData().toInt();
    const auto wanted =
        state == kAnyState ? std::nullopt : std::optional(static_cast<FlagState>(state));
    model_->set_filter(wanted, kinds_->currentData().toString());
}

void ReviewPanel::go_to(const QModelIndex& index) {
    if (const project::Flag* flag = model_->flag_at(index)) {
        studio_.set_frame(render::place_of(*flag).worst);
    }
}

/// What was made is looked at before the next flag: the playhead stays.
void ReviewPanel::accept() {
    const project::Flag* flag = model_->flag_at(list_->currentIndex());
    if (flag == nullptr) {
        studio_.tell(tr("Choose a flag in the list first"));
        return;
    }
    if (remedy_kind(*flag) == FlagRemedy::Kind::None) {
        decide(FlagState::Accepted);
    } else {
        if (remedy_kind(*flag) == FlagRemedy::Kind::Hand) {
            take_up_repair_tool(actions_);
        }
        accept_remedy(studio_, flag->id);
    }
}

void ReviewPanel::move(int rows) {
    const int last = model_->rowCount() - 1;
    const QModelIndex now = list_->currentIndex();
    const int row = now.isValid() ? std::clamp(now.row() + rows, 0, last) : 0;
    list_->setCurrentIndex(model_->index(row));
}

void ReviewPanel::decide(FlagState state) {
    const QModelIndex index = list_->currentIndex();
    const project::Flag* flag = model_->flag_at(index);
    if (flag == nullptr) {
        studio_.tell(tr("Choose a flag in the list first"));
        return;
    }
    const int row = index.row();
    const project::Id id = flag->id;
    project::Flag decided = *flag;
    decided.state = state;
    project::EditBuilder builder(studio_.document());
    builder.update(decided);
    studio_.edit(builder.finish(name_of(state)));
    // On to the next: where the list still has this one, it follows; else it has moved up.
    const int now = model_->row_of(id);
    const int next = std::min(now >= 0 ? now + 1 : row, model_->rowCount() - 1);
    list_->setCurrentIndex(model_->index(next));
}

bool ReviewPanel::eventFilter(QObject* watched, QEvent* event) {
    const auto type = event->type();
    if (watched == list_ && (type == QEvent::ShortcutOverride || type == QEvent::KeyPress)) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const auto decision = decision_of(key->key());
        if (decision && key->modifiers() == Qt::NoModifier) {
            event->accept();
            if (type == QEvent::KeyPress) {
                *decision == FlagState::Accepted ? accept() : decide(*decision);
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace kinovar::ui
