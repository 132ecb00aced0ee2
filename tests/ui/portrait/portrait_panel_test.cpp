#include "tests/ui/portrait/portrait_fixture.h"
#include "ui/forms/file_chooser.h"
#include "ui/portrait/portrait_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>

namespace kinovar::ui {
namespace {

class PortraitPanels : public PortraitTest {
protected:
    void SetUp() override {
        PortraitTest::SetUp();
        panel = std::make_unique<PortraitPanel>(*studio, *actions);
        show(*panel, {380, 900});
    }
    void TearDown() override {
        panel.reset();
        PortraitTest::TearDown();
    }
    void click(const char* name) const {
        QTest::mouseClick(child<QWidget>(*panel, name), Qt::LeftButton);
    }
    std::unique_ptr<PortraitPanel> panel;
};

TEST_F(PortraitPanels, SayWhatToDo) {
    EXPECT_TRUE(child<QLabel>(*panel, "portrait.intro")->isVisible());
    EXPECT_FALSE(child<QPushButton>(*panel, "portrait.animate.button")->isVisible());
    open_grey_still();
    EXPECT_TRUE(child<QPushButton>(*panel, "portrait.animate.button")->isVisible());
    EXPECT_TRUE(actions->find("portrait.animate")->isEnabled());
    EXPECT_FALSE(actions->find("portrait.still")->isEnabled());
    picture(*panel, "portrait-still");
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST_F(PortraitPanels, APresetIsOneEdit) {
    open_grey_still();
    move_anyway();
    picture(*panel, "portrait-moving");
    EXPECT_EQ(unnamed_controls(*panel), "");
    EXPECT_TRUE(child<QPushButton>(*panel, "portrait.preset.living")->isChecked());
    const int before = edits();
    click("portrait.preset.smile");
    EXPECT_EQ(portrait().options().preset, "smile");
    EXPECT_TRUE(child<QPushButton>(*panel, "portrait.preset.smile")->isChecked());
    EXPECT_FALSE(child<QPushButton>(*panel, "portrait.preset.living")->isChecked());
    EXPECT_EQ(edits(), before + 1);
    studio->undo_stack()->undo();
    EXPECT_TRUE(child<QPushButton>(*panel, "portrait.preset.living")->isChecked());
}

TEST_F(PortraitPanels, WordsAreCheckedWhileTheyAreTyped) {
    open_grey_still();
    move_anyway();
    auto* words = child<QLineEdit>(*panel, "portrait.words");
    auto* error = child<QLabel>(*panel, "portrait.words.error");
    words->setFocus();
    QTest::keyClicks(words, "smile, flutter");
    EXPECT_TRUE(error->isVisible());
    EXPECT_TRUE(error->text().contains("flutter"));
    QTest::keyClick(words, Qt::Key_Return);
    EXPECT_TRUE(portrait().options().script.empty());
    words->selectAll();
    QTest::keyClicks(words, "smile, blink twice");
    EXPECT_FALSE(error->isVisible());
    QTest::keyClick(words, Qt::Key_Return);
    EXPECT_EQ(portrait().options().script, "smile, blink twice");
    EXPECT_FALSE(child<QPushButton>(*panel, "portrait.preset.living")->isChecked());
    click("portrait.preset.nod");
    EXPECT_TRUE(portrait().options().script.empty());
    EXPECT_TRUE(words->text().isEmpty());
}

TEST_F(PortraitPanels, CurvesTakeThePlaceOfThePreset) {
    open_grey_still();
    move_anyway();
    click("portrait.curves.edit");
    ASSERT_TRUE(wait([this] { return !portrait().curves().empty(); }));
    EXPECT_TRUE(child<QPushButton>(*panel, "portrait.curves.drop")->isVisible());
    EXPECT_FALSE(actions->find("portrait.edit_curves")->isEnabled());
    click("portrait.curves.drop");
    EXPECT_TRUE(portrait().curves().empty());
}

TEST_F(PortraitPanels, ConsentIsAskedForInPlace) {
    open_grey_still();
    move_anyway();
    click("portrait.consent.open");
    auto* error = child<QLabel>(*panel, "portrait.consent.error");
    click("portrait.consent.save");
    EXPECT_TRUE(error->isVisible());
    EXPECT_FALSE(error->text().isEmpty());
    picture(*panel, "portrait-consent");
    EXPECT_EQ(unnamed_controls(*panel), "");
    child<QLineEdit>(*panel, "portrait.consent.person")->setText("Anna K.");
    child<QLineEdit>(*panel, "portrait.consent.granted_by")->setText("Maria K.");
    child<QComboBox>(*panel, "portrait.consent.relation")->setEditText("daughter");
    child<QComboBox>(*panel, "portrait.consent.ground")->setEditText("family archive");
    click("portrait.consent.save");
    EXPECT_EQ(studio->document().all<project::Consent>().size(), 1U);
    EXPECT_FALSE(child<QWidget>(*panel, "portrait.consent.save")->isVisible());
    EXPECT_TRUE(child<QLabel>(*panel, "portrait.consent.state")->text().contains("Maria K."));
    // A record that is there can be chosen.
    click("portrait.consent.open");
    EXPECT_EQ(child<QComboBox>(*panel, "portrait.consent.known")->count(), 2);
    EXPECT_EQ(child<QLineEdit>(*panel, "portrait.consent.person")->text(), "Anna K.");
}

TEST_F(PortraitPanels, ExportIsAskedFor) {
    open_grey_still();
    move_anyway();
    bool asked = false;
    QObject::connect(panel.get(), &PortraitPanel::export_wanted, [&] { asked = true; });
    click("portrait.export.button");
    EXPECT_TRUE(asked);
    click("portrait.still.button");
    EXPECT_FALSE(portrait().moving());
}

TEST_F(PortraitPanels, FacesAreChips) {
    KINOVAR_NEEDS_PORTRAIT(still, kStill);
    portrait().add(still);
    ASSERT_TRUE(wait([this] { return portrait().moving(); }));
    auto* chip = child<QToolButton>(*panel, "portrait.face.1");
    ASSERT_NE(chip, nullptr);
    EXPECT_TRUE(wait([&] { return !chip->icon().isNull(); }));
    QEvent enter(QEvent::Enter);
    QCoreApplication::sendEvent(chip, &enter);
    EXPECT_EQ(portrait().highlighted(), 0);
    picture(*panel, "portrait-faces");
}

} // namespace
} // namespace kinovar::ui
