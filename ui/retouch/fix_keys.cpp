#include "ui/retouch/fix_keys.h"

#include "ui/studio/icons.h"
#include "ui/studio/retouch.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <algorithm>
#include <optional>

namespace kinovar::ui {

namespace {

/// Where it was drawn, and its keys.
std::vector<std::int64_t> placed_at(const retouch::Fix& fix) {
    std::vector<std::int64_t> frames{fix.drawn_at};
    for (const retouch::Key& key : fix.keys) {
        frames.push_back(key.frame);
    }
    std::sort(frames.begin(), frames.end());
    frames.erase(std::unique(frames.begin(), frames.end()), frames.end());
    return frames;
}

std::optional<std::int64_t> beside(const retouch::Fix& fix, std::int64_t frame, int direction) {
    std::optional<std::int64_t> nearest;
    for (const std::int64_t placed : placed_at(fix)) {
        const std::int64_t away = (placed - frame) * direction;
        if (away > 0 && (!nearest || away < (*nearest - frame) * direction)) {
            nearest = placed;
        }
    }
    return nearest;
}

bool has_key(const retouch::Fix& fix, std::int64_t frame) {
    return std::any_of(fix.keys.begin(), fix.keys.end(),
                       [frame](const retouch::Key& key) { return key.frame == frame; });
}

QToolButton* icon_button(const char* name, const char* icon_name, const QString& text) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name));
    button->setIcon(icon(QLatin1String(icon_name)));
    button->setAutoRaise(true);
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace

FixKeys::FixKeys(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), frames_(new QLabel),
      previous_(icon_button("retouch.key.previous", "up", tr("To the key before"))),
      next_(icon_button("retouch.key.next", "down", tr("To the next key"))),
      remove_(icon_button("retouch.key.remove", "trash", tr("Remove the key at this frame"))) {
    setObjectName(QStringLiteral("retouch.keys"));
    frames_->setObjectName(QStringLiteral("retouch.keys.frames"));
    frames_->setWordWrap(true);
    frames_->setTextFormat(Qt::RichText);
    frames_->setTextInteractionFlags(Qt::LinksAccessibleByMouse | Qt::LinksAccessibleByKeyboard);
    frames_->setToolTip(tr("Drag the fix in the picture where it does not lie right: that makes a "
                           "key. Between keys it is followed"));
    connect(frames_, &QLabel::linkActivated, this,
            [this](const QString& frame) { studio_.set_frame(frame.toLongLong()); });
    connect(previous_, &QToolButton::clicked, this, [this] { go(-1); });
    connect(next_, &QToolButton::clicked, this, [this] { go(1); });
    connect(remove_, &QToolButton::clicked, this,
            [this] { studio_.retouch().remove_key(studio_.retouch().chosen(), studio_.frame()); });
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(1);
    row->addWidget(frames_, 1);
    row->addWidget(previous_);
    row->addWidget(next_);
    if (QAction* action = actions.find(QStringLiteral("retouch.key"))) {
        add_ = icon_button("retouch.key.add", "retouch-key", action->text());
        action->setIcon(add_->icon());
        add_->setDefaultAction(action);
        add_->setAccessibleName(action->text().remove(QLatin1Char('&')));
        row->addWidget(add_);
    }
    row->addWidget(remove_);
    const Retouch& retouch = studio_.retouch();
    connect(&retouch, &Retouch::fixes_changed, this, &FixKeys::follow);
    connect(&retouch, &Retouch::chosen_changed, this, &FixKeys::follow);
    connect(&studio_, &Studio::frame_changed, this, &FixKeys::follow);
    follow();
}

const retouch::Fix* FixKeys::fix() const {
    return studio_.retouch().fix(studio_.retouch().chosen());
}

void FixKeys::follow() {
    const retouch::Fix* one = fix();
    if (one == nullptr) {
        return;
    }
    QStringList links;
    const std::int64_t now = studio_.frame();
    for (const std::int64_t frame : placed_at(*one)) {
        const QString text = timecode(frame, studio_.frame_rate());
        links += frame == now ? QStringLiteral("<b>%1</b>").arg(text)
                              : QStringLiteral("<a href=\"%1\">%2</a>").arg(frame).arg(text);
    }
    frames_->setText(tr("Placed at %1", "frames").arg(links.join(QStringLiteral(", "))));
    previous_->setEnabled(beside(*one, now, -1).has_value());
    next_->setEnabled(beside(*one, now, 1).has_value());
    remove_->setEnabled(has_key(*one, now));
}

void FixKeys::go(int direction) {
    const retouch::Fix* one = fix();
    const auto frame = one == nullptr ? std::nullopt : beside(*one, studio_.frame(), direction);
    if (frame) {
        studio_.set_frame(*frame);
    }
}

} // namespace kinovar::ui
