#include "ui/colour/references_list.h"

#include "ui/colour/hint_fields.h"
#include "ui/colour/reference_pictures.h"
#include "ui/forms/delete_key.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/parameter_form.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/studio/icons.h"
#include "ui/studio/studio.h"
#include "ui/studio/text.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace kinovar::ui {

namespace {

using colourise::ColourReference;

constexpr int kIdRole = TwoLineDelegate::kOwnRoles;
constexpr int kMostRows = 4; // then it scrolls
constexpr QSize kPicture{56, 42};

hint_fields::FrameScale scale_of(const Studio& studio) {
    return {studio.frame_rate(), studio.frames()};
}

QString filter_text() {
    return ReferencesList::tr("Pictures (*.png *.jpg *.jpeg *.tif *.tiff *.webp)");
}

} // namespace

ReferencesList::ReferencesList(Studio& studio, Actions& actions, QWidget* parent)
    : QWidget(parent), studio_(studio), actions_(actions),
      pictures_(new ReferencePictures(studio, 2 * kPicture, this)), list_(new QListWidget),
      empty_(new QLabel) {
    setObjectName(QStringLiteral("hints.references"));
    add_actions();
    make_list();
    make_form();
    empty_->setObjectName(QStringLiteral("hints.references.empty"));
    empty_->setWordWrap(true);
    empty_->setForegroundRole(QPalette::PlaceholderText);
    empty_->setText(tr("A coloured picture of one frame colours the shot around it. Add one, or "
                       "keep this frame as it is coloured now."));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->addWidget(empty_);
    column->addWidget(list_);
    make_buttons(*column);
    column->addWidget(form_);
    connect(&studio_.colour(), &Colour::hints_changed, this, &ReferencesList::follow);
    connect(&studio_.colour(), &Colour::chosen_changed, this, &ReferencesList::follow_chosen);
    connect(&studio_, &Studio::reel_changed, this, &ReferencesList::follow);
    connect(&studio_, &Studio::project_changed, this, &ReferencesList::follow);
    connect(&studio_, &Studio::chain_changed, this, &ReferencesList::follow);
    connect(pictures_, &ReferencePictures::arrived, this, &ReferencesList::follow);
    follow();
}

void ReferencesList::add_actions() {
    QAction* action = actions_.add(QStringLiteral("colour.add_reference"), tr("Colour"),
                                   tr("Add a reference picture…"));
    action->setToolTip(tr("A coloured picture of the current frame, of any size"));
    connect(action, &QAction::triggered, this, &ReferencesList::add_file);
}

void ReferencesList::make_list() {
    list_->setObjectName(QStringLiteral("hints.references.list"));
    list_->setAccessibleName(tr("References"));
    list_->setToolTip(tr("A click goes to the frame that the picture shows"));
    list_->setItemDelegate(new TwoLineDelegate(list_));
    list_->setIconSize(kPicture);
    list_->setUniformItemSizes(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(new DeleteKey(list_), &DeleteKey::pressed, this, &ReferencesList::remove);
    connect(list_, &QListWidget::itemClicked, this, &ReferencesList::go_to);
    connect(list_, &QListWidget::itemActivated, this, &ReferencesList::go_to);
    connect(list_, &QListWidget::currentRowChanged, this, &ReferencesList::choose);
}

void ReferencesList::make_buttons(QVBoxLayout& column) {
    const auto add = [&](const char* name, const char* icon_name, const QString& text, auto deed) {
        auto* button = new QToolButton;
        button->setObjectName(QLatin1String(name));
        button->setIcon(icon(QLatin1String(icon_name)));
        button->setAutoRaise(true);
        button->setAccessibleName(text);
        button->setToolTip(text);
        connect(button, &QToolButton::clicked, this, deed);
        return button;
    };
    find_ = add("hints.reference.find", "link", tr("Choose another file for this reference"),
                [this] { find_file(); });
    remove_ = add("hints.reference.remove", "trash", tr("Remove the chosen reference"),
                  [this] { remove(); });
    auto* row = new QHBoxLayout;
    const auto push = [](const char* name, const QString& text, const QString& tip) {
        auto* button = new QPushButton(text);
        button->setObjectName(QLatin1String(name));
        button->setAccessibleName(text);
        button->setToolTip(tip);
        return button;
    };
    QAction* action = actions_.find(QStringLiteral("colour.add_reference"));
    add_ = push("hints.reference.add", action->text(), action->toolTip());
    connect(add_, &QPushButton::clicked, action, &QAction::trigger);
    keep_ = push("hints.reference.keep", tr("Keep this frame as reference"),
                 tr("Writes the frame as it is coloured now beside the project and makes it a "
                    "reference"));
    connect(keep_, &QPushButton::clicked, this,
            [this] { studio_.colour().keep_as_reference(studio_.frame()); });
    row->addWidget(add_);
    row->addStretch(1);
    row->addWidget(find_);
    row->addWidget(remove_);
    column.addLayout(row);
    column.addWidget(keep_, 0, Qt::AlignLeft);
}

void ReferencesList::make_form() {
    FieldInfo frame = hint_fields::frame();
    frame.fallback = hint_fields::frame_text(0, scale_of(studio_));
    const std::array fields{hint_fields::citation(), hint_fields::documented(), frame};
    form_ = new ParameterForm(fields, {}, {"", QStringLiteral("hints.reference")});
    form_->setObjectName(QStringLiteral("hints.reference.form"));
    hint_fields::show_example(*form_);
    form_->set_check(
        [this](const std::string& name, const FieldValue& value) { return check(name, value); });
    connect(form_, &ParameterForm::changed, this, &ReferencesList::take);
}

project::Id ReferencesList::chosen_id() const {
    const QListWidgetItem* item = list_->currentItem();
    return item == nullptr ? 0 : item->data(kIdRole).toLongLong();
}

const ColourReference* ReferencesList::chosen() const {
    return studio_.colour().reference(chosen_id());
}

void ReferencesList::follow() {
    const auto& all = studio_.colour().references();
    const project::Id id = studio_.colour().chosen();
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (const Colour::Reference& one : all) {
            auto* item = new QListWidgetItem(list_);
            item->setData(kIdRole, QVariant::fromValue<qlonglong>(one.id));
            show_item(*item, one.reference);
            if (one.id == id) {
                list_->setCurrentItem(item);
            }
        }
    }
    list_->setVisible(!all.empty());
    empty_->setVisible(all.empty());
    if (!all.empty()) {
        const int rows = std::min(static_cast<int>(all.size()), kMostRows);
        list_->setFixedHeight(rows * list_->sizeHintForRow(0) + 2 * list_->frameWidth());
    }
    const bool reel = studio_.reel() != 0;
    actions_.find(QStringLiteral("colour.add_reference"))->setEnabled(reel);
    add_->setEnabled(reel);
    keep_->setEnabled(reel && studio_.colour().step_at() >= 0);
    follow_chosen();
}

void ReferencesList::show_item(QListWidgetItem& item, const ColourReference& reference) {
    const QFileInfo file(to_qt(reference.file));
    const QString place = timecode(reference.frame, studio_.frame_rate());
    const QString known = reference.documented ? tr("documented") : tr("inferred");
    QString detail = tr("%1 · %2", "frame of a reference, how well it is known").arg(place, known);
    if (!reference.citation.empty()) {
        detail = tr("%1 · %2", "a reference, its source").arg(detail, to_qt(reference.citation));
    }
    if (!file.exists()) {
        detail = tr("File is missing · %1").arg(detail);
    }
    QIcon picture = pictures_->get(reference.file);
    if (picture.isNull()) {
        QPixmap nothing(kPicture); // so that all lines begin alike
        nothing.fill(palette().color(QPalette::Mid));
        picture = nothing;
    }
    item.setText(file.fileName());
    item.setIcon(picture);
    item.setData(TwoLineDelegate::kSecondLine, detail);
    item.setData(TwoLineDelegate::kTrouble, !file.exists());
    item.setToolTip(QStringLiteral("%1\n%2").arg(file.filePath(), detail));
    item.setData(
        Qt::AccessibleTextRole,
        tr("%1, %2", "name of a reference, what is known of it").arg(file.fileName(), detail));
}

/// One thing is chosen at a time, a hint or a reference.
void ReferencesList::choose() {
    if (chosen_id() != 0) {
        studio_.colour().set_chosen(chosen_id());
    }
    follow_chosen();
}

void ReferencesList::follow_chosen() {
    const project::Id id = studio_.colour().chosen();
    if (chosen_id() != id) {
        const QSignalBlocker quiet(list_);
        list_->setCurrentItem(nullptr);
        for (int row = 0; row < list_->count(); ++row) {
            if (list_->item(row)->data(kIdRole).toLongLong() == id) {
                list_->setCurrentRow(row);
            }
        }
    }
    const ColourReference* one = chosen();
    find_->setEnabled(one != nullptr);
    remove_->setEnabled(one != nullptr);
    form_->setVisible(one != nullptr);
    if (one != nullptr) {
        form_->set_values({{"citation", one->citation},
                           {"documented", one->documented},
                           {"frame", hint_fields::frame_text(one->frame, scale_of(studio_))}});
    }
}

void ReferencesList::go_to() {
    if (const ColourReference* one = chosen()) {
        studio_.set_frame(one->frame);
    }
}

Status ReferencesList::check(const std::string& name, const FieldValue& value) const {
    if (name == "frame") {
        KINOVAR_TRY(hint_fields::frame_of(value, scale_of(studio_)));
    }
    return {};
}

void ReferencesList::take(const QString& name, const FieldValue& value) {
    const ColourReference* one = chosen();
    if (one == nullptr) {
        return;
    }
    ColourReference changed = *one;
    QString edit = QStringLiteral("Change source of reference");
    if (name == QLatin1String("citation")) {
        changed.citation = to_qt(std::get<std::string>(value)).trimmed().toStdString();
    } else if (name == QLatin1String("documented")) {
        changed.documented = std::get<bool>(value);
    } else if (const auto frame = hint_fields::frame_of(value, scale_of(studio_))) {
        changed.frame = *frame;
        edit = QStringLiteral("Move reference");
    }
    if (!(changed == *one)) {
        studio_.colour().change(chosen_id(), edit, changed);
    }
    follow_chosen(); // as it is, not as it was typed
}

void ReferencesList::add_file() {
    const QString path = chooser::open_file(
        this,
        {.title = tr("Add a reference picture"), .filter = filter_text(), .place = "references"});
    if (!path.isEmpty()) {
        studio_.colour().add_reference(to_path(path));
    }
}

void ReferencesList::find_file() {
    const ColourReference* one = chosen();
    if (one == nullptr) {
        return;
    }
    const project::Id id = chosen_id();
    ColourReference changed = *one;
    const QString path = chooser::open_file(this, {.title = tr("Find the reference picture"),
                                                   .filter = filter_text(),
                                                   .place = "references",
                                                   .suggestion = to_qt(changed.file)});
    if (!path.isEmpty()) {
        changed.file = to_path(path);
        studio_.colour().change(id, QStringLiteral("Relink reference"), changed);
    }
}

void ReferencesList::remove() {
    if (chosen() != nullptr) {
        studio_.colour().remove({chosen_id()});
    }
}

} // namespace kinovar::ui
