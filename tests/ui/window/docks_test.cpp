#include "ui/window/docks.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QTest>

namespace kinovar::ui {
namespace {

class DockLayouts : public testing::Test {
protected:
    void SetUp() override {
        window.resize(1000, 700);
        window.setCentralWidget(new QLabel("centre"));
        docks.add("media", "Media", new QLabel("media"), Docks::Side::Left);
        docks.add("shots", "Shots", new QLabel("shots"), Docks::Side::Left);
        docks.add("chain", "Chain", new QLabel("chain"), Docks::Side::Right);
        docks.add("jobs", "Jobs", new QLabel("jobs"), Docks::Side::RightBelow);
        docks.add("timeline", "Timeline", new QLabel("timeline"), Docks::Side::Bottom);
        window.show();
        docks.reset();
        ASSERT_TRUE(QTest::qWaitForWindowExposed(&window));
    }
    QMainWindow window;
    Docks docks{window};
};

TEST_F(DockLayouts, AtFirstEveryOneHasItsPlace) {
    EXPECT_EQ(window.dockWidgetArea(docks.find("media")), Qt::LeftDockWidgetArea);
    EXPECT_EQ(window.dockWidgetArea(docks.find("timeline")), Qt::BottomDockWidgetArea);
    EXPECT_TRUE(window.tabifiedDockWidgets(docks.find("media")).contains(docks.find("shots")));
    EXPECT_TRUE(window.tabifiedDockWidgets(docks.find("chain")).isEmpty());
    EXPECT_GT(docks.find("jobs")->y(), docks.find("chain")->y());
    EXPECT_EQ(docks.find("none"), nullptr);
}

TEST_F(DockLayouts, ALayoutIsKeptAndBroughtBack) {
    window.addDockWidget(Qt::LeftDockWidgetArea, docks.find("chain"));
    docks.find("jobs")->hide();
    const QByteArray kept = docks.state();
    docks.reset();
    EXPECT_EQ(window.dockWidgetArea(docks.find("chain")), Qt::RightDockWidgetArea);
    EXPECT_FALSE(docks.find("jobs")->isHidden());
    docks.restore(kept);
    EXPECT_EQ(window.dockWidgetArea(docks.find("chain")), Qt::LeftDockWidgetArea);
    EXPECT_TRUE(docks.find("jobs")->isHidden());
    docks.restore("nonsense");
    EXPECT_EQ(window.dockWidgetArea(docks.find("chain")), Qt::RightDockWidgetArea);
}

TEST_F(DockLayouts, AHiddenOneComesToTheFront) {
    docks.hide_all();
    docks.raise("shots");
    EXPECT_TRUE(docks.find("shots")->isVisible());
}

} // namespace
} // namespace kinovar::ui
