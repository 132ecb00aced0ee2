#include "ui/window/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <memory>
#include <vector>

// Outside any namespace, as Q_INIT_RESOURCE must be.
static void init_translations() {
    Q_INIT_RESOURCE(translations);
}

namespace kinovar::ui::language {

namespace {

const QString& english() {
    static const QString code = QStringLiteral("en");
    return code;
}

QString& chosen() {
    static QString code = english();
    return code;
}

/// The translators that are installed now. They belong to the application, which drops them when it
/// goes.
std::vector<QTranslator*>& installed() {
    static std::vector<QTranslator*> translators;
    return translators;
}

void install(const QString& file, const QString& folder) {
    auto translator = std::make_unique<QTranslator>(QCoreApplication::instance());
    if (translator->load(file, folder)) {
        QCoreApplication::installTranslator(translator.get());
        installed().push_back(translator.release());
    }
}

} // namespace

QStringList all() {
    return {english(), QStringLiteral("ru")};
}

QString resolved(const QString& wish) {
    const QString name = wish.isEmpty() ? QLocale::system().name() : wish;
    const QString code = name.section(QLatin1Char('_'), 0, 0).section(QLatin1Char('-'), 0, 0);
    return all().contains(code.toLower()) ? code.toLower() : english();
}

void apply(const QString& wish) {
    init_translations();
    for (QTranslator* translator : installed()) {
        QCoreApplication::removeTranslator(translator);
        delete translator;
    }
    installed().clear();
    chosen() = resolved(wish);
    QLocale::setDefault(QLocale(chosen()));
    // English plurals ("1 cut", "2 cuts") stand in a catalogue too.
    install(QStringLiteral("kinovar_") + chosen(), QStringLiteral(":/i18n"));
    if (chosen() != english()) {
        install(QStringLiteral("qtbase_") + chosen(),
                QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    }
}

QString current() {
    return chosen();
}

} // namespace kinovar::ui::language
