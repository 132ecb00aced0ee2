#include "ui/portrait/portrait_panel.h"

#include "ui/forms/message_strip.h"
#include "ui/forms/parameter_form.h"
#include "ui/portrait/consent_form.h"
#include "ui/portrait/face_chips.h"
#include "ui/portrait/findings_list.h"
#include "ui/portrait/live_preview.h"
#include "ui/portrait/motion_pane.h"
#include "ui/studio/icons.h"
#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

constexpr std::array kSettings{"seconds", "fps",      "ending", "strength", "strengths", "seed",
                               "teeth",   "parallax", "grain",  "sound",    "mark"};

std::vector<FieldInfo> settings_fields() {
    std::vector<FieldInfo> fields;
    for (const char* name : kSettings) {
        for (const FieldInfo& field : steps::PortraitOptions::fields().infos()) {
            if (field.name == name) {
                fields.push_back(field);
            }
        }
    }
    return fields;
}

QLabel* heading(const QString& text) {
    auto* label = new QLabel(text);
    QFont font = label->font();
    font.setBold(true);
    label->setFont(font);
    return label;
}

} // namespace

PortraitPanel::PortraitPanel(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions), preview_(new LivePreview(studio)),
      intro_(new QLabel), trouble_(new MessageStrip(QStringLiteral("portrait.trouble"))) {
    setObjectName(QStringLiteral("portrait"));
    add_actions();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    add_parts(*column);
    column->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("portrait.scroll"));
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->setSpacing(0);
    outer->addWidget(preview_, 2);
    outer->addWidget(scroll, 3);
    Portrait& portrait = studio_.portrait();
    connect(&portrait, &Portrait::changed, this, &PortraitPanel::follow);
    connect(&portrait, &Portrait::analysis_changed, this, &PortraitPanel::follow_trouble);
    connect(&portrait, &Portrait::refused, this, &PortraitPanel::show_refusal);
    connect(preview_, &LivePreview::failed, this, &PortraitPanel::follow_trouble);
    follow();
}

void PortraitPanel::add_actions() {
    const QString group = tr("Portrait");
    const auto add = [&](const char* id, const QString& text, auto work) {
        QAction* action = actions_.add(QLatin1String(id), group, text);
        connect(action, &QAction::triggered, this, work);
        return action;
    };
    Portrait& portrait = studio_.portrait();
    add("portrait.animate", tr("&Animate this portrait"), [&portrait] {
        portrait.animate();
    })->setIcon(icon(QStringLiteral("portrait")));
    add("portrait.still", tr("Make it a &still again"), [&portrait] { portrait.make_still(); });
    add("portrait.edit_curves", tr("Edit &curves"), [&portrait] { portrait.make_curves(); });
    add("portrait.restore", tr("&Restore before it moves"), [&portrait] {
        portrait.set_restores(!portrait.restores());
    })->setCheckable(true);
    add("portrait.consent", tr("Record c&onsent…"), [this] { open_consent(); });
    add("portrait.export", tr("&Export the portrait…"), [this] { Q_EMIT export_wanted(); });
}

QPushButton* PortraitPanel::button_of(const char* id, const char* name) {
    QAction* action = actions_.find(QLatin1String(id));
    auto* button = new QPushButton(action->text().remove(QLatin1Char('&')));
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(button->text());
    button->setToolTip(action->toolTip());
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

void PortraitPanel::add_parts(QVBoxLayout& column) {
    intro_->setObjectName(QStringLiteral("portrait.intro"));
    intro_->setWordWrap(true);
    animate_ = button_of("portrait.animate", "portrait.animate.button");
    get_models_ = new QPushButton(tr("Get the models…"));
    get_models_->setObjectName(QStringLiteral("portrait.trouble.models"));
    get_models_->setAccessibleName(get_models_->text());
    get_models_->setToolTip(tr("Shows the models that find faces and installs them"));
    connect(get_models_, &QPushButton::clicked, this, [this] { studio_.want_model(QString()); });
    trouble_->set_closable(false);
    trouble_->add(get_models_);
    column.addWidget(intro_);
    column.addWidget(animate_, 0, Qt::AlignLeft);
    column.addWidget(trouble_);
    column.addWidget(new FaceChips(studio_));
    if (QAction* landmarks = actions_.find(QStringLiteral("viewer.landmarks"))) {
        landmarks_ = new QToolButton; // the viewer's command, where there is a viewer
        landmarks_->setObjectName(QStringLiteral("portrait.landmarks"));
        landmarks_->setDefaultAction(landmarks);
        landmarks_->setAccessibleName(landmarks->text());
        column.addWidget(landmarks_, 0, Qt::AlignLeft);
    }
    auto* findings = new FindingsList(studio_);
    connect(findings, &FindingsList::consent_wanted, this, &PortraitPanel::open_consent);
    column.addWidget(findings);
    moving_parts_ = new QWidget;
    auto* parts = new QVBoxLayout(moving_parts_);
    parts->setContentsMargins({});
    add_consent(*parts);
    parts->addWidget(heading(tr("Motion")));
    auto* motion = new MotionPane(studio_);
    connect(motion, &MotionPane::curves_wanted, this, [this] { studio_.portrait().make_curves(); });
    parts->addWidget(motion);
    add_settings(*parts);
    add_ends(*parts);
    column.addWidget(moving_parts_);
}

void PortraitPanel::add_settings(QVBoxLayout& column) {
    column.addWidget(heading(tr("Settings")));
    form_ =
        new ParameterForm(settings_fields(), {}, {"portrait", QStringLiteral("portrait.setting")});
    form_->setObjectName(QStringLiteral("portrait.settings"));
    form_->set_check([this](const std::string& name, const FieldValue& value) -> Status {
        if (name != "strengths") {
            return {};
        }
        KINOVAR_TRY(portrait::strengths_from_text(std::get<std::string>(value)));
        return {};
    });
    connect(form_, &ParameterForm::changed, this, &PortraitPanel::take_setting);
    restores_ = new QCheckBox(tr("Restore before it moves"));
    restores_->setObjectName(QStringLiteral("portrait.restores"));
    restores_->setAccessibleName(restores_->text());
    restores_->setToolTip(tr("Mends scratches, tears and spots of the photograph first"));
    connect(restores_, &QCheckBox::clicked, this,
            [this](bool on) { studio_.portrait().set_restores(on); });
    column.addWidget(restores_);
    column.addWidget(form_);
}

void PortraitPanel::add_consent(QVBoxLayout& column) {
    consent_ = new QLabel;
    consent_->setObjectName(QStringLiteral("portrait.consent.state"));
    consent_->setWordWrap(true);
    consent_form_ = new ConsentForm(studio_);
    consent_form_->hide();
    connect(consent_form_, &ConsentForm::done, this, [this] {
        consent_form_->hide();
        follow();
    });
    column.addWidget(consent_);
    column.addWidget(button_of("portrait.consent", "portrait.consent.open"), 0, Qt::AlignLeft);
    column.addWidget(consent_form_);
}

void PortraitPanel::add_ends(QVBoxLayout& column) {
    auto* row = new QHBoxLayout;
    row->addWidget(button_of("portrait.export", "portrait.export.button"));
    row->addWidget(button_of("portrait.still", "portrait.still.button"));
    row->addStretch(1);
    column.addLayout(row);
}

void PortraitPanel::follow() {
    const Portrait& portrait = studio_.portrait();
    const bool moving = portrait.moving();
    const bool still = portrait.state() == Portrait::State::Still;
    preview_->setVisible(moving);
    moving_parts_->setVisible(moving);
    if (landmarks_ != nullptr) {
        landmarks_->setVisible(moving);
    }
    animate_->setVisible(still);
    intro_->setVisible(!moving);
    intro_->setText(still ? tr("This is a photograph. Its faces can be made to move for some "
                               "seconds.")
                          : tr("Add a portrait, or choose a photograph among the media, to bring "
                               "its faces to life."));
    if (moving) {
        const steps::PortraitOptions& options = portrait.options();
        form_->set_values(steps::PortraitOptions::fields().values_of(options));
        const bool by_curves = !options.curves.empty();
        const bool by_clip = !by_curves && !options.driving.empty();
        for (const char* name : {"seconds", "ending", "strength", "strengths", "seed"}) {
            form_->set_field_enabled(name, !by_curves);
        }
        form_->set_field_enabled("sound", by_clip);
        restores_->setChecked(portrait.restores());
        const auto record = credentials::read_consent(options.consent);
        const bool has = record && !options.consent.empty();
        consent_->setText(
            has ? tr("Consent: %1, %2 (%3)", "who consents, ground, date")
                      .arg(to_qt(record->granted_by), to_qt(record->ground), to_qt(record->date))
                : tr("No consent is recorded."));
    }
    actions_.find(QStringLiteral("portrait.animate"))->setEnabled(still);
    for (const char* id : {"portrait.still", "portrait.restore", "portrait.consent",
                           "portrait.export", "portrait.edit_curves"}) {
        actions_.find(QLatin1String(id))->setEnabled(moving);
    }
    actions_.find(QStringLiteral("portrait.restore"))->setChecked(portrait.restores());
    if (portrait.moving() && !portrait.curves().empty()) {
        actions_.find(QStringLiteral("portrait.edit_curves"))->setEnabled(false);
    }
    follow_trouble();
}

void PortraitPanel::follow_trouble() {
    const Portrait& portrait = studio_.portrait();
    get_models_->hide();
    if (portrait.trouble()) {
        get_models_->setVisible(portrait.trouble()->code == ErrorCode::MissingModel);
        trouble_->show_error(*portrait.trouble());
    } else if (portrait.analysing()) {
        trouble_->show_note(tr("Looking for faces…"));
    } else if (portrait.moving() && !preview_->trouble().isEmpty()) {
        trouble_->show_error({ErrorCode::Internal, preview_->trouble().toStdString(), ""});
    } else {
        trouble_->clear();
    }
}

void PortraitPanel::show_refusal(const QString& reason) {
    get_models_->setVisible(studio_.portrait().trouble() &&
                            studio_.portrait().trouble()->code == ErrorCode::MissingModel);
    trouble_->show_error(
        {ErrorCode::Refused, tr("The photograph stays a still: %1").arg(reason).toStdString(), ""});
}

void PortraitPanel::take_setting(const QString& name, const FieldValue& value, bool dragging) {
    const auto fields = steps::PortraitOptions::fields().infos();
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const FieldInfo& info) {
        return to_qt(info.name) == name;
    });
    const QString key = QStringLiteral("portrait/%1/%2").arg(name).arg(gesture_);
    if (!dragging) {
        ++gesture_;
    }
    Portrait& portrait = studio_.portrait();
    FieldValues values = steps::PortraitOptions::fields().values_of(portrait.options());
    values.insert_or_assign(name.toStdString(), value);
    const auto options = steps::PortraitOptions::fields().options_from(values);
    if (!options || field == fields.end()) {
        return;
    }
    const Status done = portrait.edit(
        QStringLiteral("Portrait: ") + to_qt(field->title),
        [&](steps::PortraitOptions& changed) { changed = *options; }, key);
    if (!done) {
        studio_.fail(done.error());
    }
}

void PortraitPanel::open_consent() {
    Q_EMIT studio_.portrait().shown_wanted();
    consent_form_->show();
    consent_form_->begin();
}

void PortraitPanel::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    studio_.portrait().set_wanted(true);
}

void PortraitPanel::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    studio_.portrait().set_wanted(false);
}

} // namespace kinovar::ui
