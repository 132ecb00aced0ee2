#include "ui/dialogs/about_dialog.h"

#include "core/nn/catalogue.h"
#include "ui/studio/text.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <array>

namespace kinovar::ui {

namespace {

struct Library {
    const char* name;
    const char* licence;
    const char* purpose;
};

/// What the programs are linked with. The texts of the licences lie in /usr/share/doc of each
/// package.
constexpr std::array kLibraries{
    Library{"Qt 6", "LGPL-3.0", QT_TRANSLATE_NOOP("Libraries", "The window")},
    Library{"FFmpeg", "GPL-2.0+", QT_TRANSLATE_NOOP("Libraries", "Reading and writing films")},
    Library{"OpenCV", "Apache-2.0", QT_TRANSLATE_NOOP("Libraries", "Motion and picture analysis")},
    Library{"OpenImageIO", "BSD-3-Clause", QT_TRANSLATE_NOOP("Libraries", "DPX, EXR and TIFF")},
    Library{"PyTorch (libtorch)", "BSD-3-Clause", QT_TRANSLATE_NOOP("Libraries", "Networks")},
    Library{"zimg", "WTFPL", QT_TRANSLATE_NOOP("Libraries", "Change of size and colour layout")},
    Library{"Highway", "Apache-2.0", QT_TRANSLATE_NOOP("Libraries", "Vector arithmetic")},
    Library{"SQLite", QT_TRANSLATE_NOOP("Libraries", "public domain"),
            QT_TRANSLATE_NOOP("Libraries", "Project files")},
    Library{"libarchive", "BSD-2-Clause", QT_TRANSLATE_NOOP("Libraries", "Packed model files")},
    Library{"curl", "curl (MIT)", QT_TRANSLATE_NOOP("Libraries", "Downloading models")},
    Library{"OpenSSL", "Apache-2.0", QT_TRANSLATE_NOOP("Libraries", "Checksums")},
    Library{"xxHash", "BSD-2-Clause", QT_TRANSLATE_NOOP("Libraries", "Checksums")},
    Library{"nlohmann/json", "MIT", QT_TRANSLATE_NOOP("Libraries", "JSON")},
    Library{"{fmt}, spdlog", "MIT", QT_TRANSLATE_NOOP("Libraries", "Texts and logs")},
    Library{"expected", "CC0-1.0", QT_TRANSLATE_NOOP("Libraries", "Error handling")},
    Library{"CLI11", "BSD-3-Clause", QT_TRANSLATE_NOOP("Libraries", "The command line")},
};

constexpr QSize kSize{720, 520};

QString library_text(const char* text) {
    return QCoreApplication::translate("Libraries", text);
}

} // namespace

AboutDialog::AboutDialog(Studio& /*studio*/, Actions& /*actions*/, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("about"));
    setWindowTitle(tr("About Kinovar"));
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("about.tabs"));
    tabs->addTab(new_program_page(), tr("Program"));
    tabs->addTab(new_libraries_page(), tr("Libraries"));
    tabs->addTab(new_models_page(), tr("Models"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* column = new QVBoxLayout(this);
    column->addWidget(tabs);
    column->addWidget(buttons);
    resize(kSize);
}

QWidget* AboutDialog::new_program_page() {
    auto* text = new QLabel(this);
    text->setObjectName(QStringLiteral("about.text"));
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setTextFormat(Qt::RichText);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    const QString version = tr("Version %1").arg(QCoreApplication::applicationVersion());
    text->setText(
        QStringLiteral("<h2>Kinovar</h2><p>%1</p><p>%2</p><p>%3</p><p>%4</p><p>%5</p>")
            .arg(version.toHtmlEscaped(),
                 tr("Restores moving pictures: film scans, video, photographs and portraits. "
                    "Everything is worked out on this computer.")
                     .toHtmlEscaped(),
                 tr("Kinovar is free software under the GNU General Public License, version 3 or "
                    "later. It comes without any warranty.")
                     .toHtmlEscaped(),
                 tr("Models have licences of their own; some may not be used commercially. The "
                    "Models page lists them, and a render names those that it used.")
                     .toHtmlEscaped(),
                 tr("Made with Qt %1.").arg(QLatin1String(qVersion())).toHtmlEscaped()));
    text->setMargin(fontMetrics().height());
    return text;
}

QTreeWidget* AboutDialog::new_table(const char* name, const QStringList& columns) {
    auto* table = new QTreeWidget(this);
    table->setObjectName(QLatin1String(name));
    table->setAccessibleName(columns.value(0));
    table->setHeaderLabels(columns);
    table->setRootIsDecorated(false);
    table->setAlternatingRowColors(true);
    table->setUniformRowHeights(true);
    table->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    return table;
}

QWidget* AboutDialog::new_libraries_page() {
    QTreeWidget* table =
        new_table("about.libraries", {tr("Library"), tr("Licence"), tr("What for")});
    for (const Library& library : kLibraries) {
        new QTreeWidgetItem(table, {QString::fromUtf8(library.name), library_text(library.licence),
                                    library_text(library.purpose)});
    }
    return table;
}

QWidget* AboutDialog::new_models_page() {
    QTreeWidget* table =
        new_table("about.models", {tr("Model"), tr("Licence"), tr("Commercial use"), tr("Terms")});
    const Result<nn::Catalogue> catalogue = nn::Catalogue::open();
    if (!catalogue) {
        auto* problem = new QLabel(to_qt(catalogue.error().one_line()), this);
        problem->setWordWrap(true);
        table->deleteLater();
        return problem;
    }
    for (const nn::CatalogueEntry& entry : catalogue->entries()) {
        const nn::Licence& licence = entry.info.licence;
        auto* item = new QTreeWidgetItem(
            table, {to_qt(entry.info.title), to_qt(licence.name),
                    licence.commercial ? tr("allowed") : tr("not allowed, or not known"),
                    to_qt(licence.terms)});
        item->setToolTip(3, to_qt(licence.terms));
        item->setToolTip(0, to_qt(licence.credits));
    }
    return table;
}

} // namespace kinovar::ui
