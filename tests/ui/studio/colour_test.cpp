#include "core/base/file.h"
#include "core/media/picture_file.h"
#include "tests/e2e/program.h"
#include "tests/window/sample_reel.h"
#include "ui/studio/colour.h"
#include "ui/studio/settings.h"
#include "ui/studio/studio.h"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>
#include <algorithm>
#include <cstdlib>

namespace kinovar::ui {
namespace {

using colourise::HintShape;
using project::Id;
constexpr int kDeadlineMs = 60'000;

class Colours : public testing::Test {
protected:
    void SetUp() override {
        KINOVAR_NEEDS_FFMPEG();
        ::setenv("XDG_DATA_HOME", folder.path().c_str(), 1);
        settings::set_colour_tool({});
        open_studio();
        ASSERT_OK(studio->new_project(folder / "work.kinovar"));
        studio->add_media(film());
        ASSERT_TRUE(wait([this] { return studio->source(studio->reel()) != nullptr; }));
        studio->detect_cuts();
        ASSERT_TRUE(wait([this] {
            return studio->document().shots_of(studio->reel()).size() == test::kSampleShots;
        }));
    }
    /// The sample reel, made once.
    [[nodiscard]] static std::filesystem::path film() {
        static const test::TemporaryFolder films;
        const std::filesystem::path path = films / "film.mkv";
        if (!std::filesystem::exists(path)) {
            test::make_sample_reel(path);
        }
        return path;
    }
    void open_studio() {
        studio = std::make_unique<Studio>();
        QObject::connect(studio.get(), &Studio::failed,
                         [this](const Error& error) { errors.push_back(error); });
    }
    [[nodiscard]] Colour& colour() const { return studio->colour(); }
    [[nodiscard]] static bool wait(const std::function<bool()>& so) {
        return QTest::qWaitFor(so, kDeadlineMs);
    }
    [[nodiscard]] std::string dump() const { return studio->document().dump(); }
    Id add_point(double x = 0.5, double y = 0.5) {
        return colour().add(HintShape::Point, {{x, y}});
    }
    [[nodiscard]] Hash128 key_at(std::int64_t frame) {
        studio->set_frame(frame);
        const auto view = studio->view({});
        EXPECT_OK(view);
        return view ? view->full->info().key : Hash128{};
    }
    [[nodiscard]] std::vector<project::Flag> flags() const {
        std::vector<project::Flag> all;
        for (const auto& [id, flag] : studio->document().all<project::Flag>()) {
            all.push_back(flag);
        }
        return all;
    }

    test::TemporaryFolder folder;
    std::unique_ptr<Studio> studio;
    std::vector<Error> errors;
};

TEST_F(Colours, TheFirstHintBringsTheStepAndOneUndoTakesBoth) {
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"upscale", {}, true}}}));
    const std::string before = dump();
    const int edits = studio->undo_stack()->count();
    const Id id = add_point();
    ASSERT_NE(id, 0);
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    ASSERT_EQ(studio->chain().steps.size(), 2U);
    EXPECT_EQ(studio->chain().steps[0].name, "colourise"); // before the picture is enlarged
    EXPECT_EQ(colour().step_at(), 0);
    EXPECT_EQ(colour().chosen(), id);
    add_point(0.2, 0.2);
    EXPECT_EQ(studio->chain().steps.size(), 2U);
    studio->undo_stack()->undo();
    studio->undo_stack()->undo();
    EXPECT_EQ(dump(), before);
    EXPECT_TRUE(colour().hints().empty());
    EXPECT_EQ(colour().chosen(), 0);
    studio->undo_stack()->redo();
    ASSERT_EQ(colour().hints().size(), 1U);
    EXPECT_EQ(colour().hints().front().id, id);
}

TEST_F(Colours, AHintIsAsTheToolIsSet) {
    studio->set_frame(test::kSampleShotFrames + 3);
    Colour::Tool tool = colour().tool();
    tool.colour = {20, -30};
    tool.size = 0.02;
    tool.strength = 0.5;
    tool.citation = "letter of 1943";
    tool.documented = true;
    colour().set_tool(tool);
    const colourise::ColourHint hint = *colour().hint(add_point(0.25, 0.75));
    EXPECT_EQ(hint.colour, tool.colour);
    EXPECT_EQ(hint.size, tool.size);
    EXPECT_EQ(hint.strength, tool.strength);
    EXPECT_EQ(hint.citation, tool.citation.toStdString());
    EXPECT_TRUE(hint.documented);
    EXPECT_EQ(hint.first, test::kSampleShotFrames);
    EXPECT_EQ(hint.last, 2 * test::kSampleShotFrames - 1);
    ASSERT_EQ(hint.keys.size(), 1U);
    EXPECT_EQ(hint.keys.front().frame, studio->frame());
    tool.lifetime = Colour::Lifetime::Frame;
    colour().set_tool(tool);
    EXPECT_EQ(colour().hint(add_point())->first, studio->frame());
    studio->set_in(20);
    studio->set_out(30);
    tool.lifetime = Colour::Lifetime::Range;
    colour().set_tool(tool);
    EXPECT_EQ(colour().hint(add_point())->last, 30);
    // Remembered by the next window, but not what was known of that one thing.
    const Studio another;
    EXPECT_EQ(another.colour().tool().colour, tool.colour);
    EXPECT_EQ(another.colour().tool().lifetime, Colour::Lifetime::Range);
    EXPECT_TRUE(another.colour().tool().citation.isEmpty());
}

TEST_F(Colours, AHintMakesThePicturesOfItsShotAnew) {
    const std::int64_t other = test::kSampleShotFrames;
    ASSERT_TRUE(studio->edit_chain("Add step", {{{"colourise", {}, true}}}));
    const Hash128 first = key_at(0);
    const Hash128 second = key_at(other);
    studio->set_frame(0);
    QSignalSpy views(studio.get(), &Studio::views_changed);
    add_point();
    EXPECT_GE(views.count(), 1);
    EXPECT_NE(key_at(0), first);
    EXPECT_EQ(key_at(other), second);
    studio->set_frame(0);
    studio->undo_stack()->undo();
    EXPECT_EQ(key_at(0), first);
}

TEST_F(Colours, CorrectingAtALaterFrameIsAKeyThere) {
    const Id id = add_point();
    studio->set_frame(5);
    const int edits = studio->undo_stack()->count();
    for (int i = 1; i <= 4; ++i) {
        colour().correct(id, {{0.5 + i * 0.01, 0.5}}, "drag");
    }
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    const colourise::ColourHint hint = *colour().hint(id);
    ASSERT_EQ(hint.keys.size(), 2U);
    EXPECT_EQ(hint.keys[1].frame, 5);
    EXPECT_DOUBLE_EQ(hint.keys[1].places[0].x, 0.54);
    EXPECT_EQ(colour().sureness(id), Colour::Sureness::Key);
    studio->set_frame(2);
    colour().correct(id, {{0.1, 0.1}});
    ASSERT_EQ(colour().hint(id)->keys.size(), 3U);
    EXPECT_EQ(colour().hint(id)->keys[1].frame, 2);
    studio->undo_stack()->undo();
    studio->undo_stack()->undo();
    EXPECT_EQ(colour().hint(id)->keys.size(), 1U);
}

TEST_F(Colours, HintsAreCarriedByThePicture) {
    const Id id = add_point();
    EXPECT_EQ(colour().places_now(id).size(), 1U);
    EXPECT_EQ(colour().sureness(id), Colour::Sureness::Key);
    studio->set_frame(6); // the sample's shots move by a pixel and half a pixel a frame
    EXPECT_EQ(colour().sureness(id), Colour::Sureness::Guessed);
    EXPECT_EQ(colour().places_now(id).front(), colour().hint(id)->keys.front().places.front());
    ASSERT_TRUE(wait([&] { return colour().sureness(id) == Colour::Sureness::Carried; }));
    EXPECT_NEAR(colour().places_now(id).front().x, 0.5 - 6.0 / 192, 0.01);
    EXPECT_NEAR(colour().places_now(id).front().y, 0.5 - 3.0 / 144, 0.01);
    studio->set_frame(test::kSampleShotFrames + 1);
    EXPECT_TRUE(colour().places_now(id).empty());
}

TEST_F(Colours, ChangesAndRemovalsAreNamedEdits) {
    const Id a = add_point();
    const Id b = add_point(0.1, 0.1);
    colourise::ColourHint hint = *colour().hint(a);
    hint.documented = true;
    hint.colour = {-10, 10};
    colour().change(a, "Cite hint", hint);
    EXPECT_EQ(*colour().hint(a), hint);
    EXPECT_EQ(studio->undo_stack()->undoText(), "Cite hint");
    const int edits = studio->undo_stack()->count();
    colour().set_chosen(b);
    colour().remove({a, b});
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    EXPECT_TRUE(colour().hints().empty());
    EXPECT_EQ(colour().chosen(), 0);
    studio->undo_stack()->undo();
    EXPECT_EQ(colour().hints().size(), 2U);
    colour().remove({12345});
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
}

TEST_F(Colours, ADamagedRowIsToldOnceAndTheOthersStay) {
    project::EditBuilder builder(studio->document());
    project::Hint row;
    row.reel = studio->reel();
    row.values = "{no json";
    builder.insert(row);
    ASSERT_TRUE(studio->edit(builder.finish("Damage")));
    EXPECT_EQ(errors.size(), 1U);
    EXPECT_NE(add_point(), 0);
    EXPECT_EQ(colour().hints().size(), 1U);
    EXPECT_EQ(errors.size(), 1U);
}

TEST_F(Colours, AReferenceMustHaveTheShapeOfTheFrame) {
    test::make_with_ffmpeg("-f lavfi -i testsrc2=s=96x72 -frames:v 1 " +
                           test::quoted(folder / "good.png"));
    test::make_with_ffmpeg("-f lavfi -i testsrc2=s=96x96 -frames:v 1 " +
                           test::quoted(folder / "square.png"));
    studio->set_frame(4);
    colour().add_reference(folder / "square.png");
    ASSERT_TRUE(wait([this] { return errors.size() == 1; }));
    EXPECT_EQ(errors.front().code, ErrorCode::Refused);
    colour().add_reference(folder / "missing.png");
    ASSERT_TRUE(wait([this] { return errors.size() == 2; }));
    EXPECT_TRUE(colour().references().empty());
    const int edits = studio->undo_stack()->count();
    colour().add_reference(folder / "good.png");
    ASSERT_TRUE(wait([this] { return colour().references().size() == 1; }));
    EXPECT_EQ(colour().references().front().reference.frame, 4);
    EXPECT_EQ(colour().references().front().reference.file, folder / "good.png");
    EXPECT_GE(colour().step_at(), 0);
    EXPECT_EQ(studio->undo_stack()->count(), edits + 1);
    // A frame has one.
    colour().add_reference(folder / "good.png");
    ASSERT_TRUE(wait([this] { return studio->jobs().running() == 0; }));
    EXPECT_EQ(colour().references().size(), 1U);
}

TEST_F(Colours, AColouredFrameIsKeptAsAReference) {
    add_point();
    colour().keep_as_reference(0);
    ASSERT_TRUE(wait([this] { return colour().references().size() == 1 || !errors.empty(); }));
    ASSERT_TRUE(errors.empty()) << errors.front().message;
    const auto& reference = colour().references().front().reference;
    EXPECT_EQ(reference.frame, 0);
    const auto info = media::probe_picture(reference.file);
    ASSERT_OK(info);
    EXPECT_EQ(info->bits, 16);
    EXPECT_EQ(info->width, 192);
    ASSERT_OK(studio->view({}));
}

TEST_F(Colours, ConfidenceIsMeasuredFlaggedAndForgotten) {
    add_point();
    ASSERT_TRUE(colour().confidence().empty());
    colour().measure_confidence();
    ASSERT_TRUE(wait([this] { return !colour().confidence().empty() || !errors.empty(); }));
    ASSERT_TRUE(errors.empty()) << errors.front().message;
    EXPECT_EQ(colour().confidence().size(), static_cast<std::size_t>(test::kSampleFrames));
    const auto is_unsure = [](const auto& one) { return one.below > 0.2; };
    const bool any =
        std::any_of(colour().confidence().begin(), colour().confidence().end(), is_unsure);
    EXPECT_EQ(any, !flags().empty());
    for (const project::Flag& flag : flags()) {
        EXPECT_EQ(flag.kind, "colour");
        EXPECT_TRUE(is_unsure(colour().confidence()[static_cast<std::size_t>(flag.first)]));
    }
    QSignalSpy changed(&colour(), &Colour::confidence_changed);
    studio->set_frame(40); // another shot, but nothing that colours come from
    EXPECT_FALSE(colour().confidence().empty());
    add_point();
    EXPECT_TRUE(colour().confidence().empty());
    EXPECT_EQ(changed.count(), 1);
    colour().measure_confidence();
    ASSERT_TRUE(wait([this] { return !colour().confidence().empty(); }));
    std::int64_t free_from = 0; // made anew, not once more: no frame is flagged twice
    for (const project::Flag& flag : flags()) {
        EXPECT_GE(flag.first, free_from);
        free_from = flag.last + 1;
    }
}

TEST_F(Colours, ThePaletteIsKeptAndADamagedFileIsPutAside) {
    const std::vector<Colour::Swatch> usual = colour().palette();
    ASSERT_GT(usual.size(), 50U);
    std::vector<Colour::Swatch> own = usual;
    own.erase(own.begin() + 1, own.end());
    own[0].note = "museum";
    own[0].colour = {3.5F, -7.25F};
    colour().set_palette(own);
    {
        const Studio next;
        EXPECT_EQ(next.colour().palette(), own);
    }
    ASSERT_OK(write_file(Colour::palette_file(), R"({"swatches": [{"name": "x", "a": 1e9}]})"));
    errors.clear();
    open_studio();
    EXPECT_EQ(colour().palette(), usual);
    ASSERT_TRUE(wait([this] { return !errors.empty(); }));
    EXPECT_EQ(errors.front().code, ErrorCode::Corrupt);
    EXPECT_FALSE(std::filesystem::exists(Colour::palette_file()));
    EXPECT_TRUE(std::filesystem::exists(Colour::palette_file().string() + ".damaged"));
    colour().set_palette(own);
    colour().restore_palette();
    EXPECT_EQ(colour().palette(), usual);
}

TEST_F(Colours, ColoursAreShownAtALuma) {
    for (const Colour::Swatch& one : colour().palette()) {
        const QColor shown = colour_at(one.luma, one.colour);
        EXPECT_NEAR(luma_of(shown), one.luma, 0.01) << one.name.toStdString();
        EXPECT_NEAR(chroma_of(shown).a, one.colour.a, 1.5) << one.name.toStdString();
        EXPECT_NEAR(chroma_of(shown).b, one.colour.b, 1.5) << one.name.toStdString();
    }
}

} // namespace
} // namespace kinovar::ui
