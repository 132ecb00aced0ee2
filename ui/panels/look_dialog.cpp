#include "ui/panels/look_dialog.h"

#include "ui/studio/studio.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QGroupBox>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr const char* kState = "check.look"; // one letter for each choice that is on

} // namespace

LookDialog::LookDialog(Studio& studio, QWidget* parent) : QDialog(parent), studio_(studio) {
    setObjectName(QStringLiteral("look"));
    setWindowTitle(tr("Look for problems"));
    hands_ = box("look.hands", tr("&Hands"),
                 tr("Every hand goes to the gallery, the least certain first, to be looked at"));
    faces_ = box("look.faces", tr("&Plastic or frozen faces"),
                 tr("Skin without texture, faces that do not move, jumps of eyes and mouth"));
    drift_ = box("look.drift", tr("Faces that become &somebody else's"),
                 tr("How far each face strays from who it is in most of the shot"));
    glitches_ = box("look.glitches", tr("&Glitches and frozen frames"),
                    tr("Frames unlike both neighbours, things that come and go, frames that stand "
                       "still while the shot moves"));
    auto* what = new QGroupBox(tr("What"));
    auto* boxes = new QVBoxLayout(what);
    for (QCheckBox* each : {hands_, faces_, drift_, glitches_}) {
        boxes->addWidget(each);
        connect(each, &QCheckBox::toggled, this, &LookDialog::follow);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    look_ = buttons->addButton(tr("Look"), QDialogButtonBox::AcceptRole);
    look_->setObjectName(QStringLiteral("look.start"));
    look_->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &LookDialog::look);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* promise = new QLabel(tr("Nothing is changed: what is found waits in Review for you."));
    promise->setWordWrap(true);
    promise->setForegroundRole(QPalette::PlaceholderText);
    auto* column = new QVBoxLayout(this);
    column->addWidget(what);
    column->addWidget(pair(tr("Where"), shot_, "look.shot", tr("This sho&t"), reel_, "look.reel",
                           tr("The whole &reel")));
    column->addWidget(pair(tr("In which pictures"), result_, "look.result",
                           tr("As the &chain makes them"), scan_, "look.scan",
                           tr("As they &came (quicker)")));
    column->addWidget(promise);
    column->addWidget(buttons);
    show_choice(studio_.state(kState));
    follow();
}

QCheckBox* LookDialog::box(const char* name, const QString& text, const QString& tip) {
    auto* made = new QCheckBox(text);
    made->setObjectName(QLatin1String(name));
    made->setToolTip(tip);
    return made;
}

QWidget* LookDialog::pair(const QString& title, QRadioButton*& first, const char* first_name,
                          const QString& first_text, QRadioButton*& second, const char* second_name,
                          const QString& second_text) {
    auto* group = new QGroupBox(title);
    first = new QRadioButton(first_text);
    first->setObjectName(QLatin1String(first_name));
    second = new QRadioButton(second_text);
    second->setObjectName(QLatin1String(second_name));
    auto* column = new QVBoxLayout(group);
    column->addWidget(first);
    column->addWidget(second);
    return group;
}

Detectors::Choice LookDialog::choice() const {
    return {hands_->isChecked(),    faces_->isChecked(), drift_->isChecked(),
            glitches_->isChecked(), reel_->isChecked(),  scan_->isChecked()};
}

void LookDialog::show_choice(const QString& text) {
    const QString letters = text.isEmpty() ? QStringLiteral("hfdg") : text;
    hands_->setChecked(letters.contains(QLatin1Char('h')));
    faces_->setChecked(letters.contains(QLatin1Char('f')));
    drift_->setChecked(letters.contains(QLatin1Char('d')));
    glitches_->setChecked(letters.contains(QLatin1Char('g')));
    const bool reel = letters.contains(QLatin1Char('r'));
    const bool scan = letters.contains(QLatin1Char('s'));
    (reel ? reel_ : shot_)->setChecked(true);
    (scan ? scan_ : result_)->setChecked(true);
}

void LookDialog::follow() {
    look_->setEnabled(choice().any());
}

void LookDialog::look() {
    const Detectors::Choice wanted = choice();
    QString letters;
    for (const auto& [on, letter] :
         {std::pair(wanted.hands, 'h'), std::pair(wanted.faces, 'f'), std::pair(wanted.drift, 'd'),
          std::pair(wanted.glitches, 'g'), std::pair(wanted.whole_reel, 'r'),
          std::pair(wanted.on_scan, 's')}) {
        if (on) {
            letters += QLatin1Char(letter);
        }
    }
    studio_.set_state(kState, letters);
    accept();
    studio_.detectors().look(wanted);
}

} // namespace kinovar::ui
