#include "core/media/reel_reader.h"
#include "core/preview/picture.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "tests/window/studio_window.h"

#include <gtest/gtest.h>

#include <QAbstractButton>
#include <QLineEdit>

namespace kinovar::test {
namespace {

TEST(Render, TheFilmIsWrittenAsItWasSeen) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_sample_reel(folder / "film.mkv");
    StudioWindow window;
    ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
    ui::Studio& studio = window.studio();
    pipeline::Chain chain;
    chain.steps.push_back({"levels", {{"gamma", 1.6}}, true});
    ASSERT_TRUE(studio.edit_chain("Add step", chain));
    ASSERT_TRUE(window.shows_result());

    const auto output = folder / "restored.mkv";
    ASSERT_TRUE(window.press("file.render"));
    auto* name = window.part<QLineEdit>("render.output");
    auto* now = window.part<QAbstractButton>("render.now");
    ASSERT_NE(name, nullptr);
    ASSERT_NE(now, nullptr);
    ASSERT_TRUE(window.wait_for([&] { return name->isVisible(); }));
    name->setFocus();
    name->selectAll();
    QTest::keyClicks(name, QString::fromStdString(output.string()));
    ASSERT_TRUE(window.wait_for([&] { return now->isEnabled(); }));
    QTest::mouseClick(now, Qt::LeftButton);
    ASSERT_TRUE(window.wait_for([&] { return std::filesystem::exists(output); }));
    ASSERT_TRUE(window.wait_for([&] {
        const auto& renders = studio.document().all<project::RenderJob>();
        return !renders.empty() && renders.begin()->second.state == project::RenderState::Done;
    }));

    const auto film = media::open_reel(output);
    ASSERT_OK(film);
    ASSERT_EQ((*film)->info().video.frames, kSampleFrames);
    const auto written = (*film)->frame(40);
    ASSERT_OK(written);
    studio.set_frame(40);
    ASSERT_TRUE(window.shows_result());
    const auto seen = studio.pictures().peek(studio.view({})->full->info().key, 40);
    const auto shown = preview::picture_of(**written);
    ASSERT_EQ(shown->pixels.size(), seen->pixels.size());
    double difference = 0; // of green, in 8-bit levels
    for (std::size_t i = 0; i < shown->pixels.size(); ++i) {
        difference += std::abs(static_cast<int>((shown->pixels[i] >> 8U) & 0xFFU) -
                               static_cast<int>((seen->pixels[i] >> 8U) & 0xFFU));
    }
    constexpr double kEncoderLoss = 3; // H.264 at the usual quality
    EXPECT_LT(difference / static_cast<double>(shown->pixels.size()), kEncoderLoss);
}

TEST(Render, AnOutputThatCannotBeIsRefusedInPlace) {
    KINOVAR_NEEDS_FFMPEG();
    const TemporaryFolder folder;
    make_sample_reel(folder / "film.mkv");
    StudioWindow window;
    ASSERT_TRUE(window.open_reel(folder / "film.mkv"));
    ASSERT_TRUE(window.press("file.render"));
    auto* name = window.part<QLineEdit>("render.output");
    auto* now = window.part<QAbstractButton>("render.now");
    auto* problem = window.part<QWidget>("render.problem");
    ASSERT_NE(name, nullptr);
    ASSERT_NE(now, nullptr);
    ASSERT_NE(problem, nullptr);
    ASSERT_TRUE(window.wait_for([&] { return name->isVisible(); }));
    const std::vector<std::string> wrong_names{
        "/no/such/folder/film.mkv", (folder / "film.mkv").string(), folder.path().string(),
        (folder / "film.what").string()};
    for (const std::string& wrong : wrong_names) {
        SCOPED_TRACE(wrong);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, QString::fromStdString(wrong));
        EXPECT_TRUE(window.wait_for([&] { return problem->isVisible() && !now->isEnabled(); }));
    }
    EXPECT_TRUE(window.studio().document().all<project::RenderJob>().empty());
}

} // namespace
} // namespace kinovar::test
