#include "ui/portrait/motion_pane.h"

#include "ui/forms/file_chooser.h"
#include "ui/studio/icons.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr int kPresetColumns = 3;
constexpr int kGap = 4;
constexpr const char* kClipFolder = "driving";

/// Nothing but the preset says how the face moves.
void drop_others(steps::PortraitOptions& options) {
    options.script.clear();
    options.curves.clear();
    options.driving.clear();
}

} // namespace

MotionPane::MotionPane(Studio& studio, QWidget* parent) : QWidget(parent), studio_(studio) {
    setObjectName(QStringLiteral("portrait.motion"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(make_presets());
    column->addWidget(make_words());
    column->addWidget(make_clip());
    column->addWidget(make_curves());
    connect(&studio_.portrait(), &Portrait::changed, this, &MotionPane::follow);
    follow();
}

QWidget* MotionPane::make_presets() {
    auto* holder = new QWidget;
    auto* grid = new QGridLayout(holder);
    grid->setContentsMargins({});
    grid->setSpacing(kGap);
    int at = 0;
    for (const portrait::MotionPreset& preset : portrait::motion_presets()) {
        auto* button = new QPushButton(translated(preset.title));
        button->setObjectName(QStringLiteral("portrait.preset.") + to_qt(preset.name));
        button->setAccessibleName(button->text());
        button->setToolTip(translated(preset.help));
        button->setCheckable(true);
        button->setProperty("preset", to_qt(preset.name));
        connect(button, &QPushButton::clicked, this,
                [this, name = preset.name] { take_preset(name); });
        grid->addWidget(button, at / kPresetColumns, at % kPresetColumns);
        presets_.push_back(button);
        ++at;
    }
    return holder;
}

QWidget* MotionPane::make_words() {
    auto* holder = new QWidget;
    auto* column = new QVBoxLayout(holder);
    column->setContentsMargins({});
    column->setSpacing(2);
    auto* row = new QHBoxLayout;
    words_ = new QLineEdit;
    words_->setObjectName(QStringLiteral("portrait.words"));
    words_->setAccessibleName(tr("Motion in words"));
    words_->setToolTip(tr("Motions one after another, in English or Russian"));
    words_->setPlaceholderText(tr("smile, blink twice, turn left 8"));
    words_->setClearButtonEnabled(true);
    auto* label = new QLabel(tr("Words"));
    label->setBuddy(words_);
    row->addWidget(label);
    row->addWidget(words_, 1);
    words_error_ = new QLabel;
    words_error_->setObjectName(QStringLiteral("portrait.words.error"));
    words_error_->setWordWrap(true);
    words_error_->setTextFormat(Qt::PlainText);
    words_error_->hide();
    column->addLayout(row);
    column->addWidget(words_error_);
    connect(words_, &QLineEdit::textEdited, this, &MotionPane::check_words);
    connect(words_, &QLineEdit::editingFinished, this, &MotionPane::take_words);
    return holder;
}

QWidget* MotionPane::make_clip() {
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins({});
    auto* choose = new QPushButton(tr("Follow a clip…"));
    choose->setObjectName(QStringLiteral("portrait.clip.choose"));
    choose->setAccessibleName(choose->text());
    choose->setToolTip(tr("A film of a person: the portrait moves as that face does"));
    connect(choose, &QPushButton::clicked, this, &MotionPane::choose_clip);
    clip_ = new QLabel;
    clip_->setObjectName(QStringLiteral("portrait.clip"));
    clip_->setTextFormat(Qt::PlainText);
    clip_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    drop_clip_ = new QToolButton;
    drop_clip_->setObjectName(QStringLiteral("portrait.clip.drop"));
    drop_clip_->setIcon(icon(QStringLiteral("close")));
    drop_clip_->setAutoRaise(true);
    drop_clip_->setAccessibleName(tr("Do not follow the clip"));
    drop_clip_->setToolTip(drop_clip_->accessibleName());
    connect(drop_clip_, &QToolButton::clicked, this, &MotionPane::drop_clip);
    row->addWidget(choose);
    row->addWidget(clip_, 1);
    row->addWidget(drop_clip_);
    return holder;
}

QWidget* MotionPane::make_curves() {
    auto* holder = new QWidget;
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins({});
    edit_curves_ = new QPushButton(tr("Edit curves"));
    edit_curves_->setObjectName(QStringLiteral("portrait.curves.edit"));
    edit_curves_->setAccessibleName(edit_curves_->text());
    edit_curves_->setToolTip(
        tr("Turns the motion into curves with keys that can be dragged, on the timeline"));
    connect(edit_curves_, &QPushButton::clicked, this, &MotionPane::curves_wanted);
    drop_curves_ = new QPushButton(tr("Drop the curves"));
    drop_curves_->setObjectName(QStringLiteral("portrait.curves.drop"));
    drop_curves_->setAccessibleName(drop_curves_->text());
    drop_curves_->setToolTip(tr("The preset says again how the face moves"));
    connect(drop_curves_, &QPushButton::clicked, this,
            [this] { studio_.portrait().set_curves(QStringLiteral("Drop curves"), {}); });
    row->addWidget(edit_curves_);
    row->addWidget(drop_curves_);
    row->addStretch(1);
    return holder;
}

void MotionPane::follow() {
    const steps::PortraitOptions& options = studio_.portrait().options();
    const bool curves = !options.curves.empty();
    const bool by_preset = !curves && options.script.empty() && options.driving.empty();
    for (QAbstractButton* button : presets_) {
        button->setChecked(by_preset &&
                           button->property("preset").toString() == to_qt(options.preset));
    }
    if (const QString words = to_qt(options.script); words != shown_words_) {
        shown_words_ = words;
        words_->setText(words);
        check_words();
    }
    const QString clip = to_qt(options.driving);
    clip_->setText(clip.isEmpty() ? QString() : QFileInfo(clip).fileName());
    clip_->setToolTip(clip);
    drop_clip_->setVisible(!clip.isEmpty());
    edit_curves_->setVisible(!curves);
    drop_curves_->setVisible(curves);
}

void MotionPane::take_preset(const std::string& name) {
    const Status done =
        studio_.portrait().edit(QStringLiteral("Choose motion"), [&](auto& options) {
            drop_others(options);
            options.preset = name;
        });
    if (!done) {
        studio_.fail(done.error());
    }
    follow(); // as it is, not as it was pressed
}

void MotionPane::check_words() {
    const std::string text = words_->text().trimmed().toStdString();
    const auto made = text.empty() ? portrait::Curves() : portrait::curves_of_script(text, {});
    words_error_->setVisible(!made);
    if (!made) {
        const Error& error = made.error();
        words_error_->setText(to_qt(error.message) + (error.hint.empty()
                                                          ? QString()
                                                          : QLatin1Char('\n') + to_qt(error.hint)));
    }
}

void MotionPane::take_words() {
    const std::string text = words_->text().trimmed().toStdString();
    if (text == studio_.portrait().options().script || words_error_->isVisibleTo(this)) {
        return;
    }
    const Status done =
        studio_.portrait().edit(QStringLiteral("Motion in words"), [&](auto& options) {
            drop_others(options);
            options.script = text;
        });
    if (!done) {
        words_error_->setText(to_qt(done.error().message));
        words_error_->show();
    }
}

void MotionPane::choose_clip() {
    const QString path = chooser::open_file(
        this, {tr("Choose a clip to follow"),
               tr("Films (*.mp4 *.mov *.mkv *.avi *.webm *.m4v *.gif);;All files (*)"),
               kClipFolder,
               {}});
    if (!path.isEmpty()) {
        studio_.portrait().follow_clip(to_path(path));
    }
}

void MotionPane::drop_clip() {
    const Status done = studio_.portrait().edit(QStringLiteral("Choose motion"),
                                                [](auto& options) { options.driving.clear(); });
    if (!done) {
        studio_.fail(done.error());
    }
}

} // namespace kinovar::ui
