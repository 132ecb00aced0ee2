#include "ui/studio/settings.h"
#include "ui/studio/text.h"

#include <gtest/gtest.h>

#include <QDir>

namespace kinovar::ui {
namespace {

TEST(Settings, HaveUsableDefaults) {
    EXPECT_EQ(settings::theme(), "dark");
    EXPECT_TRUE(settings::language().isEmpty());
    EXPECT_GE(settings::memory_mb(), 512);
    EXPECT_GT(settings::disk_mb(), 0);
    EXPECT_EQ(settings::threads(), 0);
    EXPECT_EQ(settings::device(), "cpu");
    EXPECT_TRUE(settings::reopens_last_project());
    EXPECT_EQ(settings::last_folder("anything"), QDir::homePath());
}

TEST(Settings, NonsenseIsNotTaken) {
    settings::set_theme("pink");
    EXPECT_EQ(settings::theme(), "dark");
    settings::set_threads(-4);
    EXPECT_EQ(settings::threads(), 0);
    settings::set_disk_mb(-1);
    EXPECT_EQ(settings::disk_mb(), 0);
    settings::set_last_folder("films", "/no/such/folder");
    EXPECT_EQ(settings::last_folder("films"), QDir::homePath());
}

TEST(Settings, RecentProjectsAreNewestFirstAndBounded) {
    for (int i = 0; i < 20; ++i) {
        settings::add_recent_project("/films/" + std::to_string(i) + ".kinovar");
    }
    settings::add_recent_project("/films/15.kinovar");
    const QStringList recent = settings::recent_projects();
    EXPECT_EQ(recent.size(), 12);
    EXPECT_EQ(recent.at(0), "/films/15.kinovar");
    EXPECT_EQ(recent.at(1), "/films/19.kinovar");
    EXPECT_EQ(recent.count("/films/15.kinovar"), 1);
    settings::remove_recent_project("/films/19.kinovar");
    EXPECT_FALSE(settings::recent_projects().contains("/films/19.kinovar"));
}

} // namespace
} // namespace kinovar::ui
