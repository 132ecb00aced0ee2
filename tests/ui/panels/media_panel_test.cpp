#include "core/image/test_picture.h"
#include "core/media/picture_file.h"
#include "tests/ui/panels/panel_fixture.h"
#include "tests/window/sample_reel.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/two_line_delegate.h"
#include "ui/panels/media_details.h"
#include "ui/panels/media_inputs.h"
#include "ui/panels/media_panel.h"
#include "ui/studio/text.h"

#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMimeData>
#include <QToolButton>
#include <QUndoStack>
#include <fstream>
#include <set>

namespace kinovar::ui {
namespace {

namespace fs = std::filesystem;

class MediaPanels : public PanelTest {
protected:
    void SetUp() override {
        PanelTest::SetUp();
        panel = std::make_unique<MediaPanel>(*studio, *actions);
        show(*panel, {320, 560});
        list = child<QListWidget>(*panel, "media.list");
    }
    /// A numbered sequence of small pictures.
    fs::path make_pictures(const std::string& name, int count) {
        const fs::path place = folder / name;
        fs::create_directories(place);
        for (int i = 0; i < count; ++i) {
            const auto file = media::numbered_path(place / "scan.%04d.png", i + 1);
            EXPECT_OK(
                media::write_picture(file, *test_picture(64, 48, i), media::PictureFormat::Png, 8));
        }
        return place;
    }
    void drop(const QList<QUrl>& urls) {
        QMimeData data;
        data.setUrls(urls);
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(panel.get(), &enter);
        ASSERT_TRUE(enter.isAccepted());
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
        QApplication::sendEvent(panel.get(), &event);
    }
    [[nodiscard]] bool wait_for_reels(std::size_t count) const {
        return wait([&] { return studio->document().all<project::Reel>().size() == count; });
    }
    [[nodiscard]] const project::Reel& reel() const {
        return *studio->document().get<project::Reel>(studio->reel());
    }

    std::unique_ptr<MediaPanel> panel;
    QListWidget* list = nullptr;
};

TEST_F(MediaPanels, SaysWhatToDoWhereThereIsNoFilm) {
    EXPECT_TRUE(child<QLabel>(*panel, "media.empty")->isVisible());
    picture(*panel, "media-empty");
}

TEST_F(MediaPanels, FilesAreChosenSeveralAtOnce) {
    const fs::path pictures = make_pictures("scans", 3);
    chooser::set_answer([&](const chooser::Question&) {
        return QStringList{to_qt(film()), to_qt(pictures / "scan.0001.png"),
                           to_qt(pictures / "scan.0002.png"), to_qt(pictures / "scan.0003.png")};
    });
    QTest::mouseClick(child<QToolButton>(*panel, "media.add.button"), Qt::LeftButton);
    ASSERT_TRUE(wait_for_reels(2));
    ASSERT_EQ(list->count(), 2);
    std::set<std::int64_t> frames;
    for (const auto& [id, one] : studio->document().all<project::Reel>()) {
        frames.insert(one.frames);
    }
    EXPECT_EQ(frames, (std::set<std::int64_t>{3, test::kSampleFrames}));
}

TEST_F(MediaPanels, FilmsAndFoldersAreDropped) {
    const fs::path pictures = make_pictures("scans", 4);
    drop({QUrl::fromLocalFile(to_qt(pictures)), QUrl::fromLocalFile(to_qt(film()))});
    ASSERT_TRUE(wait_for_reels(2));
    ASSERT_TRUE(wait([&] { return studio->source(studio->reel()) != nullptr; }));
    const auto& reels = studio->document().all<project::Reel>();
    ASSERT_TRUE(wait([&] {
        return std::any_of(reels.begin(), reels.end(), [&](const auto& reel) {
            return reel.second.path == film() && studio->thumbnail(reel.first, 24) != nullptr;
        });
    }));
    picture(*panel, "media");
    EXPECT_TRUE(errors.empty());
}

TEST_F(MediaPanels, WhatIsNoFilmIsTold) {
    std::ofstream(folder / "notes.txt") << "no film";
    drop({QUrl::fromLocalFile(to_qt(folder / "notes.txt"))});
    ASSERT_TRUE(wait([&] { return !errors.empty(); }));
    EXPECT_EQ(list->count(), 0);
}

TEST_F(MediaPanels, EnterMakesAReelTheCurrentOne) {
    drop({QUrl::fromLocalFile(to_qt(make_pictures("scans", 2)))});
    ASSERT_TRUE(wait_for_reels(1));
    const project::Id first = studio->reel();
    studio->add_media(film());
    ASSERT_TRUE(wait_for_reels(2));
    ASSERT_NE(studio->reel(), first);
    list->setFocus();
    list->setCurrentRow(0);
    QTest::keyClick(list, Qt::Key_Return);
    EXPECT_EQ(studio->reel(), first);
}

TEST_F(MediaPanels, AReelIsRenamedInPlaceAndBack) {
    open_film();
    list->setCurrentRow(0);
    actions->find("media.rename")->trigger();
    auto* editor = list->findChild<QLineEdit*>();
    ASSERT_NE(editor, nullptr);
    picture(*panel, "media-rename");
    editor->selectAll();
    QTest::keyClicks(editor, "Newsreel 12");
    QTest::keyClick(editor, Qt::Key_Return);
    ASSERT_TRUE(wait([&] { return reel().name == "Newsreel 12"; }));
    EXPECT_EQ(list->item(0)->text(), "Newsreel 12");
    studio->undo_stack()->undo();
    EXPECT_EQ(reel().name, "film.mkv");
    EXPECT_EQ(list->item(0)->text(), "film.mkv");
}

TEST_F(MediaPanels, AReelIsRemovedAndComesBack) {
    open_film();
    list->setCurrentRow(0);
    actions->find("media.remove")->trigger();
    EXPECT_EQ(list->count(), 0);
    EXPECT_TRUE(child<QLabel>(*panel, "media.empty")->isVisible());
    studio->undo_stack()->undo();
    EXPECT_EQ(list->count(), 1);
}

TEST_F(MediaPanels, AFileThatMovedIsMarkedAndFound) {
    const fs::path old = folder / "a.mkv";
    fs::copy_file(film(), old);
    studio->add_media(old);
    ASSERT_TRUE(wait_for_reels(1));
    fs::create_directories(folder / "archive");
    fs::rename(old, folder / "archive" / "a.mkv");
    panel->hide();
    panel->show();
    EXPECT_TRUE(list->item(0)->data(TwoLineDelegate::kTrouble).toBool());
    EXPECT_TRUE(list->item(0)->data(TwoLineDelegate::kSecondLine).toString().contains("missing"));
    picture(*panel, "media-missing");
    chooser::set_answer(
        [&](const chooser::Question&) { return QStringList{to_qt(folder / "archive")}; });
    actions->find("media.relink_all")->trigger();
    ASSERT_TRUE(wait([&] { return reel().path == folder / "archive" / "a.mkv"; }));
    EXPECT_FALSE(list->item(0)->data(TwoLineDelegate::kTrouble).toBool());
    EXPECT_TRUE(errors.empty());
}

TEST_F(MediaPanels, OneFileIsFoundByHand) {
    const fs::path old = folder / "a.mkv";
    fs::copy_file(film(), old);
    studio->add_media(old);
    ASSERT_TRUE(wait_for_reels(1));
    fs::rename(old, folder / "b.mkv");
    chooser::set_answer(
        [&](const chooser::Question&) { return QStringList{to_qt(folder / "b.mkv")}; });
    list->setCurrentRow(0);
    actions->find("media.relink")->trigger();
    ASSERT_TRUE(wait([&] { return reel().path == folder / "b.mkv"; }));
}

TEST_F(MediaPanels, PropertiesSayWhatTheFileHolds) {
    open_film();
    list->setCurrentRow(0);
    actions->find("media.properties")->trigger();
    auto* details = child<MediaDetails>(*panel, "media.details");
    ASSERT_TRUE(wait([&] { return details->isVisible(); }));
    EXPECT_FALSE(details->findItems("Frames", Qt::MatchExactly | Qt::MatchRecursive).isEmpty());
    picture(*panel, "media-properties");
    actions->find("media.properties")->trigger();
    EXPECT_FALSE(details->isVisible());
}

TEST_F(MediaPanels, EveryControlHasNameAndHelp) {
    open_film();
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST(MediaInputs, NumberedPicturesAreOneSequence) {
    const auto inputs = media_inputs({"/a/x.0001.dpx", "/a/x.0002.dpx", "/a/film.mov",
                                      "/a/portrait1.jpg", "/b/x.0001.dpx", "/b/notes.txt"});
    EXPECT_EQ(inputs, (std::vector<fs::path>{"/a/x.%04d.dpx", "/a/film.mov", "/a/portrait1.jpg",
                                             "/b/x.0001.dpx", "/b/notes.txt"}));
    EXPECT_EQ(sequence_of("/a/x.0001.dpx"), "/a/x.%04d.dpx");
    EXPECT_EQ(sequence_of("/a/x.dpx"), "/a/x.dpx");
}

} // namespace
} // namespace kinovar::ui
