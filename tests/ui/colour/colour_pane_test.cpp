#include "tests/ui/colour/colour_fixture.h"
#include "ui/colour/gamut_plane.h"

#include <QAbstractSpinBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QSlider>
#include <QToolButton>

namespace kinovar::ui::test {
namespace {

using colourise::Ab;

class ColourPanes : public ColourPanels {
protected:
    ColourPanes() : plane(part<GamutPlane>("hints.plane")) { colour().set_luma(0.5F); }
    GamutPlane* plane;
};

TEST(GamutPictures, AreTheColoursOfAScreenAtALuma) {
    constexpr int kSize = 64;
    const QImage middle = gamut_picture(0.5F, kSize);
    const QColor grey = middle.pixelColor(kSize / 2, kSize / 2);
    EXPECT_EQ(grey.alpha(), 255);
    EXPECT_NEAR(grey.red(), 128, 14);
    EXPECT_EQ(middle.pixelColor(0, 0).alpha(), 0);
    EXPECT_GT(middle.pixelColor(kSize * 5 / 8, kSize / 2).red(),
              middle.pixelColor(kSize * 3 / 8, kSize / 2).red());
    const auto shown = [](const QImage& picture) {
        int count = 0;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x) {
                count += picture.pixelColor(x, y).alpha() == 255 ? 1 : 0;
            }
        }
        return count;
    };
    EXPECT_GT(shown(middle), shown(gamut_picture(0.95F, kSize)));
    EXPECT_GT(shown(middle), shown(gamut_picture(0.03F, kSize)));
}

TEST_F(ColourPanes, ADragInThePlaneIsTheToolsColour) {
    const QPointF from = plane->to_widget({0, 0});
    const QPointF to = plane->to_widget({30, 20});
    QTest::mousePress(plane, Qt::LeftButton, {}, from.toPoint());
    QTest::mouseMove(plane, to.toPoint());
    QTest::mouseRelease(plane, Qt::LeftButton, {}, to.toPoint());
    EXPECT_NEAR(colour().tool().colour.a, 30, 2);
    EXPECT_NEAR(colour().tool().colour.b, 20, 2);
    EXPECT_EQ(part<QLineEdit>("hints.hex")->text(), colour_at(0.5F, colour().tool().colour).name());
}

TEST_F(ColourPanes, KeysMoveTheHandle) {
    plane->setFocus();
    key(Qt::Key_Right);
    key(Qt::Key_Up, Qt::ShiftModifier);
    EXPECT_EQ(colour().tool().colour, (Ab{1, 5}));
    EXPECT_EQ(studio->frame(), 0); // the playhead stays
    key(Qt::Key_Home);
    EXPECT_EQ(colour().tool().colour, Ab{});
}

TEST_F(ColourPanes, NumbersAndHexadecimalAreTaken) {
    auto* a = part<QAbstractSpinBox>("hints.a");
    a->setFocus();
    a->selectAll();
    QTest::keyClicks(a, "12");
    QTest::keyClick(a, Qt::Key_Return);
    EXPECT_NEAR(colour().tool().colour.a, 12, 1e-3);
    auto* hex = part<QLineEdit>("hints.hex");
    hex->setFocus();
    hex->selectAll();
    QTest::keyClicks(hex, "#7a7250");
    QTest::keyClick(hex, Qt::Key_Return);
    EXPECT_NEAR(colour().luma(), luma_of(QColor("#7a7250")), 0.01);
    EXPECT_EQ(colour_at(colour().luma(), colour().tool().colour).name(), "#7a7250");
}

TEST_F(ColourPanes, TheLightFollowsThePictureAndTheSlider) {
    auto* light = part<QSlider>("hints.light");
    colour().set_luma(0.8F);
    EXPECT_EQ(light->value(), 80);
    light->setFocus();
    key(Qt::Key_Left);
    EXPECT_NEAR(colour().luma(), 0.79F, 1e-4);
}

TEST_F(ColourPanes, TheChosenHintsColourIsOneEditADrag) {
    colour().set_tool({{10, 10}});
    const project::Id id = add_point();
    ASSERT_NE(id, 0);
    auto* next = part<QToolButton>("hints.target.next");
    auto* chosen = part<QToolButton>("hints.target.chosen");
    EXPECT_TRUE(next->isChecked());
    EXPECT_TRUE(chosen->isEnabled());
    // What is taken is for the next hint, as long as nobody says otherwise.
    plane->setFocus();
    key(Qt::Key_Right);
    EXPECT_EQ(colour().hint(id)->colour, (Ab{10, 10}));
    click("hints.chosen.colour");
    EXPECT_TRUE(chosen->isChecked());
    const int before = edits();
    for (int i = 0; i < 4; ++i) {
        key(Qt::Key_Left);
    }
    EXPECT_EQ(colour().hint(id)->colour, (Ab{6, 10}));
    EXPECT_EQ(edits(), before + 1);
    EXPECT_EQ(colour().tool().colour, (Ab{11, 10}));
    undo();
    EXPECT_EQ(colour().hint(id)->colour, (Ab{10, 10}));
    EXPECT_EQ(plane->colour(), (Ab{10, 10}));
    colour().set_chosen(0);
    EXPECT_TRUE(next->isChecked());
    EXPECT_FALSE(chosen->isEnabled());
    EXPECT_EQ(plane->colour(), (Ab{11, 10}));
}

} // namespace
} // namespace kinovar::ui::test
