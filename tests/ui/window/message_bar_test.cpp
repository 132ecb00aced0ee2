#include "ui/window/message_bar.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QToolButton>

namespace kinovar::ui {
namespace {

class Messages : public testing::Test {
protected:
    void SetUp() override { bar.resize(700, 80); }
    QString text(const char* name) { return bar.findChild<QLabel*>(name)->text(); }
    void close() {
        QTest::mouseClick(bar.findChild<QToolButton*>("message.close"), Qt::LeftButton);
    }
    MessageBar bar;
};

TEST_F(Messages, AnErrorIsShownWithItsHint) {
    EXPECT_FALSE(bar.isVisible());
    bar.add(Error{ErrorCode::NotFound, "no file <b>a</b>", "look there"});
    EXPECT_TRUE(bar.isVisible());
    EXPECT_EQ(text("message.title"), "Not found");
    EXPECT_EQ(text("message.text"), "no file <b>a</b>");
    EXPECT_EQ(bar.findChild<QLabel*>("message.text")->textFormat(), Qt::PlainText);
    EXPECT_EQ(text("message.hint"), "look there");
    close();
    EXPECT_FALSE(bar.isVisible());
}

TEST_F(Messages, RepeatsAreCounted) {
    for (int i = 0; i < 3; ++i) {
        bar.add(Error{ErrorCode::DiskFull, "full", {}});
    }
    EXPECT_EQ(bar.messages().size(), 1);
    EXPECT_TRUE(text("message.title").contains("3"));
    close();
    EXPECT_FALSE(bar.isVisible());
}

TEST_F(Messages, TheOlderOnesComeUpAgain) {
    bar.add(Error{ErrorCode::NotFound, "first", {}});
    bar.add(Error{ErrorCode::NotFound, "second", {}});
    EXPECT_EQ(text("message.text"), "second");
    EXPECT_TRUE(bar.findChild<QLabel*>("message.more")->isVisible());
    close();
    EXPECT_EQ(text("message.text"), "first");
    EXPECT_FALSE(bar.findChild<QLabel*>("message.more")->isVisible());
}

TEST_F(Messages, WhatTheUserStoppedIsNoNews) {
    bar.add(Error{ErrorCode::Cancelled, "stopped", {}});
    EXPECT_FALSE(bar.isVisible());
}

TEST_F(Messages, AStormIsBounded) {
    for (int i = 0; i < 500; ++i) {
        bar.add(Error{ErrorCode::Corrupt, "frame " + std::to_string(i), {}});
    }
    EXPECT_LE(bar.messages().size(), 50);
    EXPECT_EQ(text("message.text"), "frame 499");
}

TEST_F(Messages, AButtonClosesAndActs) {
    int clicked = 0;
    bar.add(Error{ErrorCode::MissingModel, "no model", {}},
            {{"install", "Install", [&] { ++clicked; }}});
    QTest::mouseClick(bar.findChild<QPushButton*>("message.install"), Qt::LeftButton);
    EXPECT_EQ(clicked, 1);
    EXPECT_FALSE(bar.isVisible());
    bar.add(Error{ErrorCode::NotFound, "other", {}});
    EXPECT_EQ(bar.findChild<QPushButton*>("message.install"), nullptr);
}

} // namespace
} // namespace kinovar::ui
