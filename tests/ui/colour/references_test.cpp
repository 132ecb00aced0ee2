#include "tests/ui/colour/colour_fixture.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/studio/text.h"

#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QToolButton>

namespace kinovar::ui::test {
namespace {

class References : public ColourPanels {
protected:
    static constexpr int kDeadlineMs = 30'000;

    References() : list(part<QListWidget>("hints.references.list")) {}
    [[nodiscard]] std::filesystem::path picture(const char* name) const {
        QImage still(64, 48, QImage::Format_RGB32);
        still.fill(QColor(0x80, 0x60, 0x40));
        const auto path = folder / name;
        EXPECT_TRUE(still.save(to_qt(path)));
        return path;
    }
    void answer(const std::filesystem::path& path) const {
        chooser::set_answer([path](const chooser::Question&) { return QStringList{to_qt(path)}; });
    }
    void add(const char* name, std::int64_t frame) {
        const std::size_t before = colour().references().size();
        studio->set_frame(frame);
        answer(picture(name));
        click("hints.reference.add");
        ASSERT_TRUE(
            QTest::qWaitFor([&] { return colour().references().size() > before; }, kDeadlineMs));
    }
    QListWidget* list;
};

TEST_F(References, ComeFromFilesAndAreGoneTo) {
    EXPECT_TRUE(part<QLabel>("hints.references.empty")->isVisible());
    add("first.png", 10);
    add("second.png", 120);
    ASSERT_EQ(list->count(), 2);
    EXPECT_TRUE(list->item(0)->text().contains("first.png"));
    studio->set_frame(0);
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                      list->visualItemRect(list->item(1)).center());
    EXPECT_EQ(studio->frame(), 120);
    EXPECT_EQ(colour().chosen(), colour().references()[1].id);
    EXPECT_EQ(unnamed_controls(*panel), "");
    const auto* add_button = part<QPushButton>("hints.reference.add");
    EXPECT_TRUE(QTest::qWaitFor(
        [&] { return list->geometry().bottom() < add_button->geometry().top(); }, kDeadlineMs));
    keep_picture("hints-references");
}

TEST_F(References, AreChangedRemovedAndUndone) {
    add("first.png", 10);
    list->setCurrentRow(0);
    auto* frame = part<QLineEdit>("hints.reference.frame");
    frame->setFocus();
    frame->selectAll();
    QTest::keyClicks(frame, "1:00");
    QTest::keyClick(frame, Qt::Key_Return);
    EXPECT_EQ(colour().references()[0].reference.frame, 25);
    click("hints.reference.remove");
    EXPECT_TRUE(colour().references().empty());
    undo();
    EXPECT_EQ(colour().references().size(), 1U);
    undo();
    EXPECT_EQ(colour().references()[0].reference.frame, 10);
}

TEST_F(References, AMissingFileIsSaidAndFoundAgain) {
    add("first.png", 10);
    std::filesystem::rename(folder / "first.png", folder / "moved.png");
    studio->set_frame(20);
    add("second.png", 30); // any change looks again
    EXPECT_TRUE(list->item(0)->data(TwoLineDelegate::kTrouble).toBool());
    list->setCurrentRow(0);
    answer(folder / "moved.png");
    click("hints.reference.find");
    EXPECT_EQ(colour().references()[0].reference.file, folder / "moved.png");
    EXPECT_FALSE(list->item(0)->data(TwoLineDelegate::kTrouble).toBool());
}

} // namespace
} // namespace kinovar::ui::test
