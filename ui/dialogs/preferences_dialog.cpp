#include "ui/dialogs/preferences_dialog.h"

#include "core/nn/model.h"
#include "ui/dialogs/shortcuts_page.h"
#include "ui/studio/settings.h"
#include "ui/studio/text.h"
#include "ui/studio/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QTimer>
#include <QVBoxLayout>

namespace kinovar::ui {

namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20U;
constexpr int kLeastBudget = 64; // MB
constexpr int kMostBudget = 1 << 20;
constexpr int kBudgetStep = 256;
constexpr int kMostThreads = 256;
constexpr int kUsedEveryMs = 1000;

void name_control(QWidget* control, const char* name, const QString& title, const QString& help) {
    control->setObjectName(QLatin1String(name));
    control->setAccessibleName(title);
    control->setToolTip(help);
}

void choose(QComboBox* box, const QString& value) {
    box->setCurrentIndex(std::max(0, box->findData(value)));
}

} // namespace

PreferencesDialog::PreferencesDialog(Studio& studio, Actions& actions, QWidget* parent)
    : QDialog(parent), studio_(studio) {
    setObjectName(QStringLiteral("preferences"));
    setWindowTitle(tr("Preferences"));
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("preferences.tabs"));
    tabs->addTab(new_general_page(), tr("General"));
    tabs->addTab(new_work_page(), tr("Memory and speed"));
    tabs->addTab(new ShortcutsPage(actions, this), tr("Shortcuts"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs);
    column->addWidget(buttons);
}

QWidget* PreferencesDialog::new_general_page() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    form->addRow(tr("&Theme:"), new_theme_box());
    form->addRow(tr("&Language:"), new_language_box());
    auto* reopen = new QCheckBox(tr("Open the last project at the &start"), page);
    name_control(reopen, "preferences.reopen", tr("Open the last project at the start"),
                 tr("The program begins where it ended"));
    reopen->setChecked(settings::reopens_last_project());
    connect(reopen, &QCheckBox::toggled, this,
            [](bool on) { settings::set_reopens_last_project(on); });
    form->addRow(QString(), reopen);
    return page;
}

QComboBox* PreferencesDialog::new_theme_box() {
    auto* box = new QComboBox(this);
    name_control(box, "preferences.theme", tr("Theme"),
                 tr("Dark is easier on the eye that judges pictures"));
    box->addItem(tr("Dark"), QStringLiteral("dark"));
    box->addItem(tr("Light"), QStringLiteral("light"));
    choose(box, settings::theme());
    connect(box, &QComboBox::currentIndexChanged, this, [box] {
        settings::set_theme(box->currentData().toString());
        theme::apply(settings::theme());
    });
    return box;
}

QComboBox* PreferencesDialog::new_language_box() {
    auto* box = new QComboBox(this);
    name_control(box, "preferences.language", tr("Language"), tr("Of the whole window, at once"));
    box->addItem(tr("As the system"), QString());
    // Languages are named in themselves, so that one finds back.
    box->addItem(QStringLiteral("English"), QStringLiteral("en"));
    box->addItem(QStringLiteral("Русский"), QStringLiteral("ru"));
    choose(box, settings::language());
    connect(box, &QComboBox::currentIndexChanged, this, [this, box] {
        settings::set_language(box->currentData().toString());
        Q_EMIT language_changed();
    });
    return box;
}

QWidget* PreferencesDialog::new_work_page() {
    auto* page = new QWidget(this);
    auto* form = new QFormLayout(page);
    QSpinBox* memory = new_budget_box("preferences.memory", settings::memory_mb());
    memory->setAccessibleName(tr("Pictures in memory"));
    memory->setToolTip(tr("Pictures that were worked out are kept so far in memory"));
    connect(memory, &QSpinBox::valueChanged, this, [this](int megabytes) {
        settings::set_memory_mb(megabytes);
        studio_.pictures().set_memory_budget(static_cast<std::size_t>(megabytes) * kMegabyte);
    });
    form->addRow(tr("Pictures in &memory:"), memory);
    QSpinBox* disk = new_budget_box("preferences.disk", settings::disk_mb());
    disk->setAccessibleName(tr("Pictures on disk"));
    disk->setToolTip(tr("Costly pictures are kept so far on disk, also for the next time"));
    connect(disk, &QSpinBox::valueChanged, this, [this](int megabytes) {
        settings::set_disk_mb(megabytes);
        studio_.pictures().set_disk_budget(static_cast<std::size_t>(megabytes) * kMegabyte);
    });
    form->addRow(tr("Pictures on &disk:"), disk);
    used_ = new QLabel(page);
    used_->setObjectName(QStringLiteral("preferences.used"));
    auto* clear = new QPushButton(tr("&Empty now"), page);
    name_control(clear, "preferences.clear", tr("Empty now"),
                 tr("Drops all pictures that are kept; they are worked out again when needed"));
    connect(clear, &QPushButton::clicked, this, [this] {
        studio_.pictures().clear();
        show_used();
    });
    auto* used_row = new QHBoxLayout;
    used_row->addWidget(used_, 1);
    used_row->addWidget(clear);
    form->addRow(tr("Used now:"), used_row);
    auto* threads = new QSpinBox(page);
    name_control(threads, "preferences.threads", tr("Processors for networks"),
                 tr("Fewer leave the computer free for other work; takes full effect when the "
                    "program starts next"));
    threads->setRange(0, kMostThreads);
    threads->setSpecialValueText(tr("All"));
    threads->setValue(settings::threads());
    connect(threads, &QSpinBox::valueChanged, this, [](int count) {
        settings::set_threads(count);
        nn::set_threads(count);
    });
    form->addRow(tr("&Processors for networks:"), threads);
    form->addRow(tr("De&vice for networks:"), new_device_box());
    problem_ = new QLabel(page);
    problem_->setObjectName(QStringLiteral("preferences.problem"));
    problem_->setWordWrap(true);
    problem_->hide();
    form->addRow(problem_);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &PreferencesDialog::show_used);
    timer->start(kUsedEveryMs);
    show_used();
    return page;
}

QSpinBox* PreferencesDialog::new_budget_box(const char* name, int megabytes) {
    auto* box = new QSpinBox(this);
    box->setObjectName(QLatin1String(name));
    box->setRange(kLeastBudget, kMostBudget);
    box->setSingleStep(kBudgetStep);
    box->setSuffix(tr(" MB"));
    box->setKeyboardTracking(false); // half-typed numbers would throw pictures away
    box->setValue(megabytes);
    return box;
}

QComboBox* PreferencesDialog::new_device_box() {
    device_ = new QComboBox(this);
    name_control(device_, "preferences.device", tr("Device for networks"),
                 tr("A graphics card by NVIDIA is many times as fast as processors"));
    device_->addItem(tr("Processors (CPU)"), QStringLiteral("cpu"));
    device_->addItem(tr("Graphics card (CUDA)"), QStringLiteral("cuda"));
    choose(device_, settings::device());
    connect(device_, &QComboBox::activated, this,
            [this] { choose_device(device_->currentData().toString()); });
    return device_;
}

void PreferencesDialog::choose_device(const QString& device) {
    const Status status = nn::set_device(device.toStdString());
    problem_->setVisible(!status);
    if (!status) {
        problem_->setText(to_qt(status.error().one_line()));
        choose(device_, settings::device());
        return;
    }
    settings::set_device(device);
    studio_.tell_models_changed();
}

void PreferencesDialog::show_used() {
    const preview::PictureService::Stats stats = studio_.pictures().stats();
    const auto size = [](std::size_t bytes) {
        return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1,
                                           QLocale::DataSizeTraditionalFormat);
    };
    used_->setText(
        tr("%1 of memory, %2 of disk").arg(size(stats.memory_bytes), size(stats.disk_bytes)));
}

} // namespace kinovar::ui
