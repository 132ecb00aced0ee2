#include "core/base/file.h"
#include "tests/ui/colour/colour_fixture.h"
#include "ui/studio/text.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>

namespace kinovar::ui::test {
namespace {

class Palettes : public ColourPanels {
protected:
    Palettes() : list(part<QListWidget>("hints.swatches")) {
        colour().set_palette({{"Uniforms", "Tunic M1943", {-2, 20}, 0.45F, "museum, no. 12"},
                              {"Uniforms", "Greatcoat", {1, 6}, 0.4F, {}},
                              {"Skin", "Light", {14, 20}, 0.7F, "usual"}});
    }
    ~Palettes() override { colour().restore_palette(); }
    [[nodiscard]] QPoint at(int row) const {
        return list->visualItemRect(list->item(row)).center();
    }
    void choose(const char* name) const { part<QAction>(name)->trigger(); }
    QListWidget* list;
};

TEST_F(Palettes, AClickTakesTheColourAndItsNote) {
    ASSERT_EQ(list->count(), 3);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at(0));
    EXPECT_EQ(colour().tool().colour, (colourise::Ab{-2, 20}));
    EXPECT_EQ(colour().tool().citation, "museum, no. 12");
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at(2));
    EXPECT_EQ(colour().tool().citation, "usual");
    Colour::Tool tool = colour().tool();
    tool.citation = "my own";
    colour().set_tool(tool);
    list->setFocus();
    list->setCurrentRow(0);
    key(Qt::Key_Return);
    EXPECT_EQ(colour().tool().colour, (colourise::Ab{-2, 20}));
    EXPECT_EQ(colour().tool().citation, "my own");
    keep_picture("hints-palette");
}

TEST_F(Palettes, GroupsAreShownAlone) {
    auto* group = part<QComboBox>("hints.palette.group");
    ASSERT_EQ(group->count(), 3);
    group->setCurrentIndex(group->findData("Skin"));
    ASSERT_EQ(list->count(), 1);
    EXPECT_TRUE(list->item(0)->toolTip().contains("usual"));
}

TEST_F(Palettes, SwatchesAreEditedAddedAndRemoved) {
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at(1));
    QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, at(1));
    auto* name = part<QLineEdit>("hints.swatch.name");
    ASSERT_TRUE(name->isVisible());
    EXPECT_EQ(unnamed_controls(*panel), "");
    name->selectAll();
    QTest::keyClicks(name, "Greatcoat 1941");
    click("hints.swatch.save");
    EXPECT_EQ(colour().palette()[1].name, "Greatcoat 1941");
    EXPECT_FALSE(name->isVisible());
    click("hints.palette.add");
    part<QComboBox>("hints.swatch.group")->setEditText("Walls");
    QTest::keyClick(name, Qt::Key_Return);
    ASSERT_EQ(colour().palette().size(), 4U);
    EXPECT_EQ(colour().palette()[3].group, "Walls");
    EXPECT_EQ(colour().palette()[3].colour, colour().tool().colour);
    list->setCurrentRow(0);
    list->setFocus();
    key(Qt::Key_Delete);
    EXPECT_EQ(colour().palette().size(), 3U);
    EXPECT_EQ(colour().palette()[0].name, "Greatcoat 1941");
}

TEST_F(Palettes, GoToFilesAndBack) {
    const auto file = folder / "palette.json";
    chooser::set_answer([&](const chooser::Question&) { return QStringList{to_qt(file)}; });
    const auto before = colour().palette();
    choose("hints.palette.export");
    colour().set_palette({});
    EXPECT_EQ(list->count(), 0);
    choose("hints.palette.import");
    EXPECT_EQ(colour().palette(), before);
    ASSERT_OK(write_file(file, "{\"swatches\": 3}"));
    choose("hints.palette.import");
    auto* message = part<QLabel>("hints.palette.trouble.text");
    EXPECT_TRUE(message != nullptr && message->isVisible());
    EXPECT_EQ(colour().palette(), before);
    choose("hints.palette.restore");
    EXPECT_GT(colour().palette().size(), 20U);
    EXPECT_EQ(list->count(), static_cast<int>(colour().palette().size()));
}

} // namespace
} // namespace kinovar::ui::test
