#include "tests/ui/timeline/paper_film.h"
#include "ui/studio/colour.h"
#include "ui/timeline/timeline_hit.h"

#include <QTest>
#include <QUndoStack>

namespace kinovar::ui::test {
namespace {

using project::Hint;

class TimelineHints : public PaperFilm {
protected:
    [[nodiscard]] Colour& colour() const { return studio->colour(); }
    project::Id add_hint(std::int64_t first, std::int64_t last, colourise::Ab ab = {40, 20}) {
        colourise::ColourHint hint;
        hint.colour = ab;
        hint.first = first;
        hint.last = last;
        hint.keys = {{first, {{0.5, 0.5}}}};
        return add(
            Hint{0, studio->reel(), first, last, colourise::row_values(hint), "a tunic", true});
    }
    [[nodiscard]] QColor seen(QPoint point) const { return view->grab().toImage().pixel(point); }
};

TEST_F(TimelineHints, HaveTheirOwnColours) {
    add_hint(100, 300, {60, 40});
    add_hint(600, 700, {-40, 30});
    studio->set_frame(900);
    const QColor red = seen(at(Lane::Hints, 200));
    const QColor green = seen(at(Lane::Hints, 650));
    EXPECT_GT(red.red(), red.green());
    EXPECT_GT(green.green(), green.red());
    keep_picture("hints");
}

TEST_F(TimelineHints, AClickChoosesOneAndGoesThere) {
    const project::Id early = add_hint(100, 300);
    const project::Id late = add_hint(600, 700);
    click(at(Lane::Hints, 650));
    EXPECT_EQ(colour().chosen(), late);
    EXPECT_NEAR(static_cast<double>(studio->frame()), 650, 3);
    click(at(Lane::Hints, 200));
    EXPECT_EQ(colour().chosen(), early);
}

TEST_F(TimelineHints, ThatOverlapLieAboveOneAnother) {
    constexpr int kHints = 5;
    std::set<project::Id> made;
    for (int i = 0; i < kHints; ++i) {
        made.insert(add_hint(100, 500));
    }
    const QRect lane = view->layout_of_lanes().lane(Lane::Hints);
    std::set<project::Id> met;
    const int x = at(Lane::Hints, 250).x();
    for (int y = lane.top(); y <= lane.bottom(); ++y) {
        click({x, y});
        met.insert(colour().chosen());
    }
    EXPECT_EQ(met, made);
    keep_picture("hints-above");
}

TEST_F(TimelineHints, TheEdgesOfTheChosenOneCanBeDragged) {
    const project::Id id = add_hint(300, 400);
    const std::string before = document().dump();
    colour().set_chosen(id);
    studio->set_frame(0);
    drag(at(Lane::Hints, 300), at(Lane::Hints, 260));
    EXPECT_NEAR(static_cast<double>(colour().hint(id)->first), 260, 3);
    drag(at(Lane::Hints, 401), at(Lane::Hints, 450));
    EXPECT_NEAR(static_cast<double>(colour().hint(id)->last), 450, 3);
    drag(at(Lane::Hints, colour().hint(id)->first), at(Lane::Hints, 900));
    EXPECT_LE(colour().hint(id)->first, colour().hint(id)->last);
    for (int i = 0; i < 3; ++i) {
        undo();
    }
    EXPECT_EQ(document().dump(), before);
}

TEST_F(TimelineHints, AReferenceIsAMark) {
    colourise::ColourReference reference;
    reference.frame = 500;
    reference.file = folder / "still.png";
    const project::Id id = add(
        Hint{0, studio->reel(), 500, 500, colourise::row_values(reference), "an archive", false});
    click(at(Lane::Hints, 500, 2));
    EXPECT_EQ(colour().chosen(), id);
    EXPECT_EQ(studio->frame(), 500);
    keep_picture("reference");
}

/// The strip of what is measured: any film will do.
TEST(TimelineConfidence, IsGreenWhereSureAndRedWhereNot) {
    TimelineData data;
    data.frames = 100;
    data.confidence.assign(100, {0.95, 0.0});
    for (std::size_t i = 50; i < 100; ++i) {
        data.confidence[i] = {0.2, 0.7};
    }
    TimelineView view(data);
    view.resize(800, 320);
    view.data_changed();
    view.zoom_whole();
    const QRect lane = view.layout_of_lanes().lane(Lane::Colours);
    ASSERT_GT(lane.height(), 5);
    const auto at = [&](double frame) {
        return QPoint(lane.left() + static_cast<int>(view.scale().x_of(frame)), lane.center().y());
    };
    const QImage seen = view.grab().toImage();
    const QColor sure = seen.pixel(at(20));
    const QColor unsure = seen.pixel(at(80));
    EXPECT_GT(sure.green(), sure.red());
    EXPECT_GT(unsure.red(), 2 * unsure.green());
    std::int64_t wanted = -1;
    QObject::connect(&view, &TimelineView::seek_wanted,
                     [&](std::int64_t frame) { wanted = frame; });
    QTest::mouseClick(&view, Qt::LeftButton, {}, at(80));
    EXPECT_NEAR(static_cast<double>(wanted), 80, 1);
    data.confidence.clear();
    view.data_changed();
    EXPECT_EQ(view.layout_of_lanes().lane(Lane::Colours).height(), 0);
}

} // namespace
} // namespace kinovar::ui::test
