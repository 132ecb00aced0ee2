#include "ui/timeline/curve_pane.h"

#include "ui/studio/icons.h"
#include "ui/studio/portrait.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

namespace kinovar::ui {

namespace {

constexpr int kGap = 4;
constexpr double kLeastHeights = 6.5; // of the text: two lanes and a bit of the third

} // namespace

CurvePane::CurvePane(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), view_(new CurveView),
      scroll_(new QScrollArea) {
    setObjectName(QStringLiteral("timeline.curve_pane"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    add_bar();
    scroll_->setObjectName(QStringLiteral("timeline.curve_scroll"));
    scroll_->setWidget(view_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setFocusPolicy(Qt::NoFocus);
    scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll_->setMinimumHeight(static_cast<int>(kLeastHeights * fontMetrics().height()));
    column->addWidget(scroll_, 1);
    add_actions(actions);
    connect(view_, &CurveView::edit_wanted, this, &CurvePane::set_curves);
    connect(view_, &CurveView::seek_wanted, this, &CurvePane::seek_wanted);
    connect(view_, &CurveView::selection_changed, this, &CurvePane::follow_state);
    connect(view_, &CurveView::menu_wanted, this, &CurvePane::show_menu);
    connect(view_, &CurveView::lane_shown, this, [this](const QRect& lane) {
        scroll_->ensureVisible(0, lane.center().y(), 0, lane.height() / 2);
    });
    connect(&studio_.portrait(), &Portrait::changed, this, &CurvePane::follow);
    connect(&studio_.portrait(), &Portrait::analysis_changed, this, &CurvePane::follow);
    follow();
}

void CurvePane::add_bar() {
    auto* bar = new QHBoxLayout;
    bar->setContentsMargins(kGap, kGap, kGap, kGap);
    bar->setSpacing(kGap);
    title_ = new QLabel(tr("Motion curves"));
    faces_ = new QComboBox;
    faces_->setObjectName(QStringLiteral("timeline.curves.face"));
    faces_->setAccessibleName(tr("Face whose curves are shown"));
    faces_->setToolTip(faces_->accessibleName());
    connect(faces_, &QComboBox::activated, this, &CurvePane::follow);
    channels_ = new QMenu(this);
    channels_->setObjectName(QStringLiteral("timeline.curves.channels"));
    connect(channels_, &QMenu::aboutToShow, this, &CurvePane::fill_channels);
    add_ = new QToolButton;
    add_->setObjectName(QStringLiteral("timeline.curves.add"));
    add_->setText(tr("Add channel"));
    add_->setAccessibleName(add_->text());
    add_->setToolTip(tr("One more thing that moves: it begins as it is in the photograph"));
    add_->setIcon(icon(QStringLiteral("add")));
    add_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    add_->setPopupMode(QToolButton::InstantPopup);
    add_->setMenu(channels_);
    add_->setAutoRaise(true);
    bar->addWidget(title_);
    bar->addWidget(faces_);
    bar->addStretch(1);
    bar->addWidget(add_);
    static_cast<QVBoxLayout*>(layout())->addLayout(bar);
}

void CurvePane::add_actions(Actions& actions) {
    const QString group = tr("Motion curves");
    const auto add = [&](const char* id, const QString& text, auto work) {
        QAction* action = actions.add(QLatin1String(id), group, text);
        connect(action, &QAction::triggered, this, work);
    };
    add("curves.show", tr("Go to the motion curves"), [this] { view_->setFocus(); });
    add("curves.add_key", tr("Add a key at the playhead"), [this] { view_->add_key(); });
    add("curves.remove_key", tr("Remove the chosen keys"), [this] { view_->remove_selected(); });
}

int CurvePane::header_width() const {
    return isHidden() ? 0 : CurveView::header_width(fontMetrics());
}

std::size_t CurvePane::face() const {
    return static_cast<std::size_t>(std::max(0, faces_->currentIndex()));
}

void CurvePane::follow() {
    const Portrait& portrait = studio_.portrait();
    const auto& curves = portrait.curves();
    const auto count = static_cast<int>(curves.size());
    if (faces_->count() != count) {
        faces_->clear();
        for (int i = 0; i < count; ++i) {
            faces_->addItem(QString());
        }
    }
    for (int i = 0; i < count; ++i) {
        const auto& faces = portrait.faces();
        const int number =
            i < static_cast<int>(faces.size()) ? faces[static_cast<std::size_t>(i)] + 1 : i + 1;
        faces_->setItemText(i, tr("Face %1").arg(number));
    }
    faces_->setVisible(count > 1);
    const bool shown = count > 0;
    const bool was_hidden = isHidden();
    setVisible(shown);
    if (shown) {
        view_->set_curves(curves[std::min(face(), curves.size() - 1)], studio_.frame_rate());
    }
    if (was_hidden == shown) {
        Q_EMIT header_changed();
    }
    follow_state();
}

void CurvePane::follow_state() {
    const bool shown = !studio_.portrait().curves().empty();
    actions_.find(QStringLiteral("curves.show"))->setEnabled(shown);
    actions_.find(QStringLiteral("curves.add_key"))->setEnabled(shown);
    actions_.find(QStringLiteral("curves.remove_key"))
        ->setEnabled(shown && !view_->selected().empty());
}

void CurvePane::fill_channels() {
    channels_->clear();
    for (int i = 0; i < portrait::kChannels; ++i) {
        const auto channel = static_cast<portrait::Channel>(i);
        if (!view_->curves().channels.contains(channel)) {
            channels_->addAction(channel_title(channel), this,
                                 [this, channel] { add_channel(channel); });
        }
    }
}

void CurvePane::show_menu(portrait::Channel channel, const QPoint& global) {
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("timeline.curves.menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(actions_.find(QStringLiteral("curves.add_key")));
    menu->addAction(actions_.find(QStringLiteral("curves.remove_key")));
    menu->addSeparator();
    menu->addAction(tr("Remove the channel: %1").arg(channel_title(channel)), this,
                    [this, channel] { remove_channel(channel); });
    menu->popup(global);
}

void CurvePane::set_curves(const QString& name, const portrait::Curves& curves,
                           const QString& merge_key) {
    Portrait::CurvesList all = studio_.portrait().curves();
    if (all.empty()) {
        return;
    }
    all[std::min(face(), all.size() - 1)] = curves;
    if (!studio_.portrait().set_curves(name, all, merge_key)) {
        follow();
    }
}

void CurvePane::add_channel(portrait::Channel channel) {
    portrait::Curves curves = view_->curves();
    std::vector<portrait::Key>& keys = curves.channels[channel];
    keys = {{0, 0}, {curves.seconds / 2, 0}}; // something to take hold of
    if (curves.ending == portrait::Ending::Once) {
        keys.push_back({curves.seconds, 0});
    }
    set_curves(QStringLiteral("Add channel"), curves);
}

void CurvePane::remove_channel(portrait::Channel channel) {
    portrait::Curves curves = view_->curves();
    curves.channels.erase(channel);
    set_curves(QStringLiteral("Remove channel"), curves);
}

} // namespace kinovar::ui
