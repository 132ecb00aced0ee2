#include "tests/ui/retouch/retouch_fixture.h"
#include "ui/retouch/confidence_strip.h"
#include "ui/retouch/folding_section.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QToolButton>

namespace kinovar::ui::test {
namespace {

using NextFix = RetouchPanels;

TEST_F(NextFix, EveryKindHasItsForm) {
    for (const char* kind : retouch::kKindNames) {
        const std::string name = std::string("retouch.kind.") + kind;
        click(name.c_str());
        EXPECT_EQ(name_of(retouch().tool().kind), kind);
        EXPECT_TRUE(part<QToolButton>(name.c_str())->isChecked());
        EXPECT_FALSE(part<QLabel>("retouch.about")->text().isEmpty());
        keep_picture(QStringLiteral("retouch-") + QLatin1String(kind));
        EXPECT_EQ(unnamed_controls(*panel), "");
    }
}

TEST_F(NextFix, IsAsTheFormSays) {
    click("retouch.kind.heal");
    auto* size = part<QAbstractSpinBox>("retouch.next.size");
    size->setFocus();
    size->selectAll();
    QTest::keyClicks(size, "5");
    QTest::keyClick(size, Qt::Key_Return);
    auto* life = part<QComboBox>("retouch.next.lifetime");
    life->setFocus();
    key(Qt::Key_End); // the whole shot
    auto* ease = part<QAbstractSpinBox>("retouch.next.ease_in");
    ease->setFocus();
    ease->selectAll();
    QTest::keyClicks(ease, "3");
    QTest::keyClick(ease, Qt::Key_Return);
    EXPECT_TRUE(part<QLabel>("retouch.next.frames")->text().contains("100"));
    studio->set_frame(150);
    const project::Id id = add_stroke();
    ASSERT_NE(id, 0);
    EXPECT_TRUE(std::holds_alternative<retouch::Heal>(fix(id).kind));
    EXPECT_NEAR(fix(id).area.marks.front().brush.size, 0.05, 1e-9);
    EXPECT_EQ(fix(id).first, 100);
    EXPECT_EQ(fix(id).last, 199);
    EXPECT_EQ(fix(id).ease_in, 3);
}

TEST_F(NextFix, EachKindKeepsItsOwnSettings) {
    click("retouch.kind.texture");
    auto* strength = part<QAbstractSpinBox>("retouch.next.strength");
    strength->setFocus();
    strength->selectAll();
    QTest::keyClicks(strength, "25");
    QTest::keyClick(strength, Qt::Key_Return);
    click("retouch.kind.paint");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return panel->findChild<QWidget*>("retouch.next.strength") == nullptr; }));
    type("retouch.next.colour", "C08A60");
    const auto paint = std::get<retouch::Paint>(retouch().tool().kind);
    EXPECT_NEAR(paint.colour[0], 0xc0 / 255.0, 1e-4);
    click("retouch.kind.texture");
    EXPECT_DOUBLE_EQ(std::get<retouch::Texture>(retouch().tool().kind).strength, 0.25);
}

TEST_F(NextFix, AWrongColourIsSaidInPlace) {
    click("retouch.kind.paint");
    const auto before = retouch().tool();
    type("retouch.next.colour", "brown-ish");
    EXPECT_TRUE(part<QLabel>("retouch.next.colour.error")->isVisible());
    EXPECT_EQ(retouch().tool(), before);
}

TEST_F(NextFix, PixelsComeFromScanFramesAndTakes) {
    project::EditBuilder builder(document());
    const project::Id other = builder.insert(project::Take{0, studio->shot(), "sharp", {}, 0, {}});
    ASSERT_TRUE(studio->edit(builder.finish("Add take")));
    click("retouch.kind.paint");
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return panel->findChild<QWidget*>("retouch.next.from") == nullptr; }));
    click("retouch.kind.replace");
    auto* from = part<QComboBox>("retouch.next.from");
    const int scan = from->findText("Scan");
    const int take = from->findText("sharp", Qt::MatchContains);
    ASSERT_GE(scan, 0);
    ASSERT_GE(take, 0);
    from->setFocus();
    while (from->currentIndex() < scan) {
        key(Qt::Key_Down);
    }
    EXPECT_EQ(std::get<retouch::Replace>(retouch().tool().kind).from.stage, "scan");
    while (from->currentIndex() < take) {
        key(Qt::Key_Down);
    }
    const auto& chosen = std::get<retouch::Replace>(retouch().tool().kind).from;
    EXPECT_EQ(chosen.take, other);
    EXPECT_EQ(chosen.stage, "");
}

TEST_F(NextFix, TheViewersToolsHaveButtons) {
    Actions others;
    QAction* lasso = others.add("retouch.lasso", "Repair", "Lasso");
    lasso->setCheckable(true);
    RetouchPanel beside(*studio, others);
    beside.show();
    QTest::mouseClick(child<QToolButton>(beside, "retouch.button.lasso"), Qt::LeftButton);
    EXPECT_TRUE(lasso->isChecked());
}

TEST_F(NextFix, PartsFoldAwayAndStaySo) {
    auto* brush = part<FoldingSection>("retouch.next.brush");
    ASSERT_TRUE(brush->folded()) << "at first";
    EXPECT_FALSE(part<QWidget>("retouch.next.size")->isVisible());
    part<QToolButton>("retouch.next.brush.head")->setFocus();
    key(Qt::Key_Space);
    EXPECT_FALSE(brush->folded());
    EXPECT_TRUE(part<QWidget>("retouch.next.size")->isVisible());
    RetouchPanel another(*studio, *actions);
    EXPECT_FALSE(child<FoldingSection>(another, "retouch.next.brush")->folded());
    key(Qt::Key_Space);
    EXPECT_TRUE(brush->folded());
    RetouchPanel third(*studio, *actions);
    EXPECT_TRUE(child<FoldingSection>(third, "retouch.next.brush")->folded());
}

class Strip : public testing::Test {
protected:
    Strip() {
        strip.resize(200, 20);
        std::vector<steps::FixConfidence> frames;
        for (std::int64_t frame = 100; frame < 200; ++frame) {
            frames.push_back({frame, frame < 150 ? 0.95 : 0.2, frame < 190, {}});
        }
        strip.show_life(100, 199, frames);
        strip.set_worst(190);
        QObject::connect(&strip, &ConfidenceStrip::frame_wanted,
                         [this](std::int64_t frame) { wanted = frame; });
        strip.show();
    }
    [[nodiscard]] QColor seen(int x) { return strip.grab().toImage().pixel(x, 10); }
    ConfidenceStrip strip;
    std::int64_t wanted = -1;
};

TEST_F(Strip, ShowsWhereItHolds) {
    EXPECT_GT(seen(40).green(), seen(40).red());
    EXPECT_GT(seen(140).red(), seen(140).green());
    EXPECT_GT(seen(195).red(), 2 * seen(195).green());
}

TEST_F(Strip, GoesWhereOneClicks) {
    QTest::mouseClick(&strip, Qt::LeftButton, {}, {100, 10});
    EXPECT_EQ(wanted, 150);
    strip.set_now(150);
    QTest::keyClick(&strip, Qt::Key_Right);
    EXPECT_EQ(wanted, 151);
    QTest::keyClick(&strip, Qt::Key_Home);
    EXPECT_EQ(wanted, 190);
}

} // namespace
} // namespace kinovar::ui::test
