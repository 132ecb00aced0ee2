#include "ui/window/file_kind.h"
#include "ui/window/menus.h"

#include <gtest/gtest.h>

namespace kinovar::ui {
namespace {

TEST(Menus, ActionsGoWhereTheirNamesSay) {
    Actions actions;
    QAction* open = actions.add("file.open", "File", "Open");
    QMenuBar bar;
    Menus menus(bar, actions);
    QAction* fit = actions.add("viewer.fit", "View", "Fit"); // one that comes later
    QAction* close = actions.add("file.close", "File", "Close");
    EXPECT_TRUE(menus.menu(Menus::Place::File)->actions().contains(open));
    EXPECT_TRUE(menus.menu(Menus::Place::View)->actions().contains(fit));
    const auto in_file = menus.menu(Menus::Place::File)->actions();
    EXPECT_EQ(in_file.indexOf(close), in_file.indexOf(open) + 1);
    EXPECT_EQ(Menus::place_of("shots.pick"), Menus::Place::Timeline);
    EXPECT_EQ(Menus::place_of("playback.play"), Menus::Place::Playback);
}

TEST(FileKinds, FollowTheName) {
    EXPECT_EQ(kind_of_file("/a/Work.KINOVAR"), FileKind::Project);
    for (const char* name :
         {"x.pth", "x.pt", "x.ckpt", "x.safetensors", "x.param", "x.bin", "net/model.json"}) {
        EXPECT_EQ(kind_of_file(name), FileKind::Weights) << name;
    }
    for (const char* name : {"x.mkv", "folder", "f.%06d.png", "other.json"}) {
        EXPECT_EQ(kind_of_file(name), FileKind::Media) << name;
    }
}

} // namespace
} // namespace kinovar::ui
