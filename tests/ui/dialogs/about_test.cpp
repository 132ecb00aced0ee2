#include "core/nn/catalogue.h"
#include "ui/dialogs/about_dialog.h"

#include <gtest/gtest.h>

#include <QLabel>
#include <QTreeWidget>

namespace kinovar::ui {
namespace {

TEST(About, NamesTheVersionTheLibrariesAndEveryModel) {
    Studio studio;
    Actions actions;
    AboutDialog dialog(studio, actions);
    const auto* text = dialog.findChild<QLabel*>("about.text");
    ASSERT_NE(text, nullptr);
    EXPECT_TRUE(text->text().contains(qVersion()));
    const auto* libraries = dialog.findChild<QTreeWidget*>("about.libraries");
    ASSERT_NE(libraries, nullptr);
    EXPECT_FALSE(libraries->findItems("FFmpeg", Qt::MatchExactly).isEmpty());
    const auto* models = dialog.findChild<QTreeWidget*>("about.models");
    ASSERT_NE(models, nullptr);
    const auto catalogue = nn::Catalogue::open();
    ASSERT_TRUE(catalogue);
    EXPECT_EQ(models->topLevelItemCount(), static_cast<int>(catalogue->entries().size()));
    for (int i = 0; i < models->topLevelItemCount(); ++i) {
        EXPECT_FALSE(models->topLevelItem(i)->text(1).isEmpty());
    }
}

} // namespace
} // namespace kinovar::ui
