#include "ui/portrait/findings_list.h"

#include "ui/studio/portrait.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

using portrait::FindingKind;
using portrait::Severity;

constexpr QColor kNote(120, 130, 140);
constexpr QColor kWarning(222, 160, 30);
constexpr QColor kConsent(150, 110, 220);
constexpr QColor kRefusal(214, 66, 56);

QString severity_text(Severity severity) {
    switch (severity) {
    case Severity::Note:
        return FindingsList::tr("Note");
    case Severity::Warning:
        return FindingsList::tr("Warning");
    case Severity::Consent:
        return FindingsList::tr("Needs consent");
    case Severity::Refusal:
        return FindingsList::tr("Cannot be animated");
    }
    return {};
}

/// Whether the steps that mend a photograph may help.
bool restoring_helps(FindingKind kind) {
    return kind == FindingKind::TooSmall || kind == FindingKind::TooBlurred ||
           kind == FindingKind::Scratched;
}

} // namespace

QColor colour_of(Severity severity) {
    switch (severity) {
    case Severity::Note:
        break;
    case Severity::Warning:
        return kWarning;
    case Severity::Consent:
        return kConsent;
    case Severity::Refusal:
        return kRefusal;
    }
    return kNote;
}

QString finding_title(FindingKind kind) {
    switch (kind) {
    case FindingKind::NoFace:
        return FindingsList::tr("No face");
    case FindingKind::TooSmall:
        return FindingsList::tr("Too small");
    case FindingKind::TooBlurred:
        return FindingsList::tr("Too blurred");
    case FindingKind::TurnedAway:
        return FindingsList::tr("Turned away");
    case FindingKind::Hidden:
        return FindingsList::tr("Hidden");
    case FindingKind::FacesMeet:
        return FindingsList::tr("Faces meet");
    case FindingKind::NotHuman:
        return FindingsList::tr("Perhaps not a person");
    case FindingKind::EyesClosed:
        return FindingsList::tr("Eyes closed");
    case FindingKind::Scratched:
        return FindingsList::tr("Scratched");
    case FindingKind::Minor:
        return FindingsList::tr("Perhaps under age");
    case FindingKind::Blocked:
        return FindingsList::tr("On the list of blocked faces");
    case FindingKind::Glasses:
        return FindingsList::tr("Spectacles");
    }
    return {};
}

FindingsList::FindingsList(Studio& studio, QWidget* parent)
    : QWidget(parent), studio_(studio), column_(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("portrait.findings"));
    column_->setContentsMargins({});
    connect(&studio_.portrait(), &Portrait::changed, this, &FindingsList::follow);
    connect(&studio_.portrait(), &Portrait::analysis_changed, this, &FindingsList::follow);
    follow();
    setVisible(column_->count() > 0);
}

void FindingsList::follow() {
    const Portrait& portrait = studio_.portrait();
    const Shown now{portrait.analysis(), portrait.faces(), portrait.moving(), portrait.restores()};
    if (now == shown_) {
        return;
    }
    shown_ = now;
    while (QLayoutItem* item = column_->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    if (portrait.analysis() != nullptr) {
        for (const portrait::Finding& finding : portrait.analysis()->findings) {
            add(finding, -1);
        }
        for (std::size_t i = 0; i < portrait.analysis()->faces.size(); ++i) {
            const int face = static_cast<int>(i);
            if (portrait.moving() && !portrait.moves(face)) {
                continue; // its chip tells
            }
            for (const portrait::Finding& finding : portrait.analysis()->faces[i].findings) {
                add(finding, face);
            }
        }
    }
    setVisible(column_->count() > 0);
}

void FindingsList::add(const portrait::Finding& finding, int face) {
    auto* box = new QFrame;
    box->setObjectName(QStringLiteral("portrait.finding"));
    box->setStyleSheet(QStringLiteral("#%1 { border-left: 3px solid %2; }")
                           .arg(box->objectName(), colour_of(finding.severity).name()));
    auto* column = new QVBoxLayout(box);
    constexpr int kInset = 8;
    column->setContentsMargins(kInset, 0, 0, 0);
    column->setSpacing(2);
    const QString where = face < 0 ? QString() : tr("Face %1: ").arg(face + 1);
    auto* title =
        new QLabel(where + tr("%1 · %2", "a finding and how grave it is")
                               .arg(finding_title(finding.kind), severity_text(finding.severity)));
    QFont bold = title->font();
    bold.setBold(true);
    title->setFont(bold);
    title->setWordWrap(true);
    QString text = translated(finding.message);
    if (!finding.hint.empty()) {
        text += QLatin1Char('\n') + translated(finding.hint);
    }
    auto* sentence = new QLabel(text);
    sentence->setWordWrap(true);
    sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(title);
    column->addWidget(sentence);
    add_button(*column, finding);
    box->setAccessibleName(title->text() + QLatin1Char('\n') + text);
    column_->addWidget(box);
}

void FindingsList::add_button(QVBoxLayout& column, const portrait::Finding& finding) {
    const auto button = [&](const char* name, const QString& text, const QString& tip) {
        auto* made = new QPushButton(text);
        made->setObjectName(QLatin1String(name));
        made->setAccessibleName(text);
        made->setToolTip(tip);
        column.addWidget(made, 0, Qt::AlignLeft);
        return made;
    };
    const Portrait& portrait = studio_.portrait();
    if (finding.severity == Severity::Consent && portrait.moving()) {
        connect(button("portrait.finding.consent", tr("Record consent…"),
                       tr("Says who allowed it, on what ground and when")),
                &QPushButton::clicked, this, &FindingsList::consent_wanted);
    } else if (restoring_helps(finding.kind) && portrait.moving() && !portrait.restores()) {
        connect(button("portrait.finding.restore", tr("Restore first"),
                       tr("Mends the photograph before it is moved")),
                &QPushButton::clicked, this, [this] { studio_.portrait().set_restores(true); });
    }
}

} // namespace kinovar::ui
