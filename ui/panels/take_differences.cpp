#include "ui/panels/take_differences.h"

#include "ui/panels/chain_difference.h"
#include "ui/studio/text.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <map>

namespace kinovar::ui {

namespace {

constexpr QSize kFirstSize{640, 420};
constexpr int kColumns = 3;

} // namespace

QString take_name(const project::Document& document, project::Id take) {
    const auto* found = document.get<project::Take>(take);
    return found == nullptr ? TakeDifferences::tr("Chain of the reel") : to_qt(found->name);
}

QString fixes_text(const project::Document& document, project::Id take) {
    std::map<std::string, int> counts;
    for (const project::Id id : document.belongings(take)) {
        if (const auto* fix = document.get<project::Fix>(id)) {
            ++counts[fix->kind];
        }
    }
    QStringList parts;
    for (const auto& [kind, count] : counts) {
        parts += TakeDifferences::tr("%1 %2", "number and kind of fixes")
                     .arg(count)
                     .arg(translated(kind));
    }
    return parts.join(QStringLiteral(", "));
}

TakeDifferences::TakeDifferences(Studio& studio, project::Id a, project::Id b, QWidget* parent)
    : QDialog(parent), studio_(studio), rows_(new QTreeWidget), summary_(new QLabel) {
    setObjectName(QStringLiteral("takes.differences_dialog"));
    setWindowTitle(tr("Differences between takes"));
    a_ = make_choice("differences.a", tr("First take"));
    b_ = make_choice("differences.b", tr("Second take"));
    rows_->setObjectName(QStringLiteral("differences.rows"));
    rows_->setAccessibleName(tr("What the takes are made by"));
    rows_->setColumnCount(kColumns);
    rows_->setRootIsDecorated(false);
    rows_->setWordWrap(true);
    rows_->setSelectionMode(QAbstractItemView::SingleSelection);
    rows_->header()->setSectionResizeMode(QHeaderView::Stretch);
    rows_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    summary_->setObjectName(QStringLiteral("differences.summary"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* compare = buttons->addButton(tr("Compare"), QDialogButtonBox::ActionRole);
    auto* blink = buttons->addButton(tr("Blink"), QDialogButtonBox::ActionRole);
    compare->setObjectName(QStringLiteral("differences.compare"));
    blink->setObjectName(QStringLiteral("differences.blink"));
    const auto ask = [this](bool blinks) {
        Q_EMIT compare_wanted(a_->currentData().toLongLong(), b_->currentData().toLongLong(),
                              blinks);
    };
    connect(compare, &QPushButton::clicked, this, [ask] { ask(false); });
    connect(blink, &QPushButton::clicked, this, [ask] { ask(true); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    auto* choices = new QGridLayout;
    choices->addWidget(a_, 0, 0);
    choices->addWidget(b_, 0, 1);
    auto* column = new QVBoxLayout(this);
    column->addLayout(choices);
    column->addWidget(rows_, 1);
    column->addWidget(summary_);
    column->addWidget(buttons);
    resize(kFirstSize);
    follow_takes();
    a_->setCurrentIndex(std::max(0, a_->findData(QVariant::fromValue<qlonglong>(a))));
    b_->setCurrentIndex(std::max(0, b_->findData(QVariant::fromValue<qlonglong>(b))));
    connect(a_, &QComboBox::currentIndexChanged, this, &TakeDifferences::list);
    connect(b_, &QComboBox::currentIndexChanged, this, &TakeDifferences::list);
    for (const auto signal : {&Studio::document_changed, &Studio::shot_changed,
                              &Studio::reel_changed, &Studio::project_changed}) {
        connect(&studio_, signal, this, &TakeDifferences::follow_takes);
    }
    list();
}

QComboBox* TakeDifferences::make_choice(const char* name, const QString& text) {
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(text);
    box->setToolTip(text);
    return box;
}

void TakeDifferences::follow_takes() {
    for (QComboBox* box : {a_, b_}) {
        const QSignalBlocker quiet(box);
        const QVariant chosen = box->currentData();
        box->clear();
        if (!studio_.has_project() || studio_.shot() == 0) {
            continue;
        }
        box->addItem(take_name(studio_.document(), 0), QVariant::fromValue<qlonglong>(0));
        for (const project::Id id : studio_.document().takes_of(studio_.shot())) {
            box->addItem(take_name(studio_.document(), id), QVariant::fromValue<qlonglong>(id));
        }
        box->setCurrentIndex(std::max(0, box->findData(chosen)));
    }
    list();
}

void TakeDifferences::add_row(const QString& what, const QString& a, const QString& b,
                              bool differs) {
    auto* row = new QTreeWidgetItem(rows_, {what, a, b});
    QFont font = row->font(0);
    font.setBold(differs);
    row->setFont(0, font);
    for (int column = 0; column < kColumns; ++column) {
        row->setToolTip(column, row->text(column));
        if (!differs) {
            row->setForeground(column, palette().brush(QPalette::PlaceholderText));
        }
    }
    differs_ = differs_ || differs;
}

void TakeDifferences::list() {
    rows_->clear();
    differs_ = false;
    rows_->setHeaderLabels({tr("Step"), a_->currentText(), b_->currentText()});
    if (!studio_.has_project() || studio_.shot() == 0) {
        summary_->clear();
        return;
    }
    const project::Document& document = studio_.document();
    const project::Id a = a_->currentData().toLongLong();
    const project::Id b = b_->currentData().toLongLong();
    const auto chain_of = [&](project::Id take) -> const pipeline::Chain& {
        return take == 0 ? document.get<project::Reel>(studio_.reel())->chain
                         : document.chain_of(studio_.shot(), take);
    };
    using Kind = StepDifference::Kind;
    const QString absent = QStringLiteral("–");
    for (const StepDifference& step : chain_difference(chain_of(a), chain_of(b))) {
        const bool same = step.kind == Kind::Same;
        const QString as_other = tr("the same", "settings of a step in both takes");
        add_row(step.step, step.kind == Kind::OnlyB ? absent : (same ? as_other : step.a),
                step.kind == Kind::OnlyA ? absent : (same ? as_other : step.b), !same);
    }
    const QString fixes_a = fixes_text(document, a);
    const QString fixes_b = fixes_text(document, b);
    if (!fixes_a.isEmpty() || !fixes_b.isEmpty()) {
        add_row(tr("Fixes"), fixes_a.isEmpty() ? absent : fixes_a,
                fixes_b.isEmpty() ? absent : fixes_b, fixes_a != fixes_b);
    }
    summary_->setText(differs_ ? tr("What differs is printed bold.")
                               : tr("Both are made by the same steps with the same settings."));
}

} // namespace kinovar::ui
