#include "ui/dialogs/preferences_dialog.h"
#include "ui/studio/settings.h"
#include "ui/studio/theme.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

namespace kinovar::ui {
namespace {

class Preferences : public testing::Test {
protected:
    void SetUp() override {
        QAction* one = actions.add("timeline.split", "Timeline", "&Split the shot", Qt::Key_S);
        actions.add("file.render", "File", "&Render…", QKeySequence(Qt::CTRL | Qt::Key_R));
        ASSERT_NE(one, nullptr);
        dialog = std::make_unique<PreferencesDialog>(studio, actions);
        dialog->show();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(dialog.get()));
    }
    void TearDown() override {
        settings::reset_shortcuts();
        settings::set_theme("dark");
        settings::set_language({});
    }
    template <class Part>
    Part* part(const char* name) {
        auto* found = dialog->findChild<Part*>(name);
        EXPECT_NE(found, nullptr) << name;
        return found;
    }
    void show_page(int index) { part<QTabWidget>("preferences.tabs")->setCurrentIndex(index); }
    QTreeWidgetItem* line_of(const QString& text) {
        const auto found = part<QTreeWidget>("shortcuts.table")
                               ->findItems(text, Qt::MatchExactly | Qt::MatchRecursive);
        return found.isEmpty() ? nullptr : found.front();
    }

    Studio studio;
    Actions actions;
    std::unique_ptr<PreferencesDialog> dialog;
};

TEST_F(Preferences, BudgetsHoldAtOnceAndAreKept) {
    show_page(1);
    auto* memory = part<QSpinBox>("preferences.memory");
    memory->setFocus();
    memory->selectAll();
    QTest::keyClicks(memory, "777");
    QTest::keyClick(memory, Qt::Key_Return);
    EXPECT_EQ(settings::memory_mb(), 777);
    auto* disk = part<QSpinBox>("preferences.disk");
    disk->setValue(2048);
    EXPECT_EQ(settings::disk_mb(), 2048);
    QTest::mouseClick(part<QPushButton>("preferences.clear"), Qt::LeftButton);
    EXPECT_FALSE(part<QLabel>("preferences.used")->text().isEmpty());
}

TEST_F(Preferences, TheThemeChangesAtOnce) {
    auto* box = part<QComboBox>("preferences.theme");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Down);
    EXPECT_EQ(settings::theme(), "light");
    EXPECT_FALSE(theme::is_dark());
    QTest::keyClick(box, Qt::Key_Up);
    EXPECT_TRUE(theme::is_dark());
}

TEST_F(Preferences, ALanguageAsksForANewWindow) {
    QSignalSpy spy(dialog.get(), &PreferencesDialog::language_changed);
    auto* box = part<QComboBox>("preferences.language");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    EXPECT_EQ(spy.count(), 1);
    EXPECT_EQ(settings::language(), "ru");
}

TEST_F(Preferences, ADeviceThatIsNotThereIsRefusedInPlace) {
    show_page(1);
    auto* box = part<QComboBox>("preferences.device");
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    const bool has_card = settings::device() == "cuda";
    EXPECT_EQ(part<QLabel>("preferences.problem")->isVisible(), !has_card);
    EXPECT_EQ(box->currentData().toString(), settings::device());
    settings::set_device("cpu");
}

TEST_F(Preferences, AKeyThatIsTakenIsNamedAndMoves) {
    show_page(2);
    QTreeWidgetItem* split = line_of("Split the shot");
    ASSERT_NE(split, nullptr);
    part<QTreeWidget>("shortcuts.table")->setCurrentItem(split);
    auto* key = part<QKeySequenceEdit>("shortcuts.key");
    key->setFocus();
    QTest::keyClick(key, Qt::Key_R, Qt::ControlModifier);
    EXPECT_EQ(key->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_R));
    // Keys count as typed once a moment has passed without another one.
    EXPECT_TRUE(QTest::qWaitFor(
        [this] { return part<QLabel>("shortcuts.conflict")->text().contains("Render"); }));
    QTest::mouseClick(part<QPushButton>("shortcuts.assign"), Qt::LeftButton);
    EXPECT_EQ(actions.find("timeline.split")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
    EXPECT_TRUE(actions.find("file.render")->shortcut().isEmpty());
    QTest::mouseClick(part<QPushButton>("shortcuts.reset"), Qt::LeftButton);
    EXPECT_EQ(actions.find("timeline.split")->shortcut(), QKeySequence(Qt::Key_S));
    EXPECT_EQ(actions.find("file.render")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_R));
}

TEST_F(Preferences, CommandsAreFoundByTyping) {
    show_page(2);
    QTest::keyClicks(part<QLineEdit>("shortcuts.search"), "render");
    EXPECT_FALSE(line_of("Render…")->isHidden());
    EXPECT_TRUE(line_of("Split the shot")->isHidden());
}

} // namespace
} // namespace kinovar::ui
