#include "core/steps/step_catalogue.h"
#include "tests/support/support.h"
#include "tests/ui/window/catalogue.h"
#include "ui/studio/text.h"

#include <gtest/gtest.h>

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>
#include <QStandardPaths>

namespace kinovar::test {
namespace {

constexpr int kRussianForms = 3;
constexpr int kEnglishForms = 2;

QString texts_folder() {
    return ui::to_qt(source_folder() / "ui/translations/");
}

QList<CatalogueText> catalogue(const char* language) {
    return read_catalogue(texts_folder() + QString("kinovar_%1.ts").arg(language));
}

std::string shown(const CatalogueText& text) {
    return (text.context + ": " + text.source).toStdString();
}

/// "%1", "%n", "%06d" and so on, in a fixed order.
QStringList placeholders(const QString& text) {
    static const QRegularExpression pattern("%(?:L?\\d+|n|06d)");
    QStringList found;
    auto at = pattern.globalMatch(text);
    while (at.hasNext()) {
        found.append(at.next().captured());
    }
    found.sort();
    return found;
}

bool has_accelerator(const QString& text) {
    static const QRegularExpression pattern("&[^& ]");
    return pattern.match(text).hasMatch();
}

TEST(Translations, AreFinished) {
    for (const char* language : {"ru", "en"}) {
        const auto texts = catalogue(language);
        ASSERT_FALSE(texts.isEmpty());
        for (const CatalogueText& text : texts) {
            EXPECT_TRUE(text.finished) << language << ": " << shown(text);
            for (const QString& translation : text.translations) {
                EXPECT_FALSE(translation.trimmed().isEmpty()) << language << ": " << shown(text);
            }
        }
    }
}

TEST(Translations, KeepPlaceholdersAndAccelerators) {
    for (const CatalogueText& text : catalogue("ru")) {
        for (const QString& translation : text.translations) {
            EXPECT_EQ(placeholders(translation), placeholders(text.source)) << shown(text);
            EXPECT_EQ(has_accelerator(translation), has_accelerator(text.source)) << shown(text);
            EXPECT_EQ(translation.endsWith("…"), text.source.endsWith("…")) << shown(text);
            EXPECT_EQ(translation.endsWith(":"), text.source.endsWith(":")) << shown(text);
        }
    }
}

TEST(Translations, HaveAllPluralForms) {
    for (const CatalogueText& text : catalogue("ru")) {
        EXPECT_EQ(text.plural ? kRussianForms : 1, text.translations.size()) << shown(text);
    }
    for (const CatalogueText& text : catalogue("en")) {
        EXPECT_TRUE(text.plural) << shown(text);
        EXPECT_EQ(text.translations.size(), kEnglishForms) << shown(text);
    }
}

TEST(Translations, HoldEveryTextOfTheSteps) {
    QSet<QString> core;
    for (const CatalogueText& text : catalogue("ru")) {
        if (text.context == "Core") {
            core.insert(text.source);
        }
    }
    const auto expect = [&](const std::string& text) {
        static const QRegularExpression letter("[A-Za-z]");
        const QString source = ui::to_qt(text);
        EXPECT_TRUE(!source.contains(letter) || core.contains(source)) << text;
    };
    for (const pipeline::StepType& type : steps::step_catalogue()) {
        expect(type.title);
        expect(type.help);
        for (const FieldInfo& field : type.fields) {
            expect(field.title);
            expect(field.help);
            expect(field.unit);
            for (const std::string& choice : field.choices) {
                expect(choice);
            }
        }
    }
}

/// Runs the program's own way of bringing the catalogues up to date, on a copy.
TEST(Translations, AreUpToDate) {
    const bool has_lupdate = !QStandardPaths::findExecutable("lupdate").isEmpty() ||
                             QFileInfo::exists("/usr/lib/qt6/bin/lupdate");
    if (!has_lupdate) {
        GTEST_SKIP() << "lupdate is not installed";
    }
    const TemporaryFolder copy;
    for (const char* name : {"kinovar_ru.ts", "kinovar_en.ts", "core_texts.cpp"}) {
        ASSERT_TRUE(QFile::copy(texts_folder() + name, ui::to_qt(copy / name)));
    }
    const CommandResult result =
        run_command(quoted(source_folder() / "ui/translations/update") + " " +
                    quoted(program_folder().parent_path()) + " " + quoted(copy.path()));
    ASSERT_EQ(result.exit_code, 0) << result.err;
    for (const char* language : {"ru", "en"}) {
        QSet<QString> kept;
        for (const CatalogueText& text : catalogue(language)) {
            kept.insert(text.context + '|' + text.source);
        }
        for (const CatalogueText& text :
             read_catalogue(ui::to_qt(copy / (std::string("kinovar_") + language + ".ts")))) {
            EXPECT_TRUE(kept.contains(text.context + '|' + text.source))
                << language << ", run ui/translations/update: " << shown(text);
        }
    }
}

} // namespace
} // namespace kinovar::test
