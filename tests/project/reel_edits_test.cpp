// Reels, cuts and media that moved.

#include "core/project/reel_edits.h"
#include "tests/project/random_edits.h"
#include "tests/support/support.h"

#include <algorithm>
#include <fstream>
#include <random>

namespace kinovar::project {
namespace {

using test::imagined_film;

class ReelEdits : public testing::Test {
protected:
    ReelEdits() : document(Document::create(folder / "a.kinovar").value()) {
        apply(add_reel(*document, imagined_film(100)));
        reel = document->all<Reel>().begin()->first;
    }
    void apply(const Result<Edit>& edit) {
        ASSERT_OK(edit);
        ASSERT_OK(document->apply(*edit));
    }
    [[nodiscard]] std::vector<std::int64_t> cuts() const {
        std::vector<std::int64_t> list;
        for (const Id shot : document->shots_of(reel)) {
            list.push_back(document->get<Shot>(shot)->first);
        }
        list.erase(list.begin());
        return list;
    }
    [[nodiscard]] Id shot(std::int64_t frame) const { return document->shot_at(reel, frame); }
    Id add_take(Id of, const std::string& name) {
        EditBuilder builder(*document);
        const Id take =
            builder.insert(Take{.shot = of, .name = name, .chain = pipeline::Chain{{{name}}}});
        Shot picked = *document->get<Shot>(of);
        picked.pick = take;
        builder.update(picked);
        apply(builder.finish("Take"));
        return take;
    }

    test::TemporaryFolder folder;
    std::unique_ptr<Document> document;
    Id reel = 0;
};

using Cuts = std::vector<std::int64_t>;

TEST_F(ReelEdits, ANewReelIsOneShot) {
    const Reel& added = *document->get<Reel>(reel);
    EXPECT_EQ(added.name, "film.mkv");
    EXPECT_EQ(added.path, "/films/film.mkv");
    EXPECT_EQ(added.frames, 100);
    EXPECT_EQ(added.rate.num, 24000);
    EXPECT_EQ(document->shots_of(reel).size(), 1U);
    media::MediaInfo sound;
    sound.path = "/films/sound.wav";
    EXPECT_FALSE(add_reel(*document, sound));
}

TEST_F(ReelEdits, CutsKeepTheShotsThatStay) {
    apply(set_cuts(*document, reel, {10, 50}));
    const Id a = shot(0);
    const Id b = shot(10);
    const Id c = shot(50);
    apply(set_cuts(*document, reel, {10, 30, 50}));
    EXPECT_EQ(cuts(), (Cuts{10, 30, 50}));
    EXPECT_EQ(shot(0), a);
    EXPECT_EQ(shot(10), b) << "the first part keeps the identity";
    EXPECT_NE(shot(30), b);
    EXPECT_EQ(shot(50), c);
    apply(set_cuts(*document, reel, {12, 50}));
    EXPECT_EQ(shot(12), b) << "a cut that moved a little is still that shot's";
    EXPECT_EQ(shot(50), c);
}

TEST_F(ReelEdits, CutsThatCannotBeAreLeftOut) {
    apply(set_cuts(*document, reel, {50, 10, 10, 0, -4, 100, 7000}));
    EXPECT_EQ(cuts(), (Cuts{10, 50}));
    EXPECT_TRUE(set_cuts(*document, reel, {10, 50}).empty());
}

TEST_F(ReelEdits, TakesOfAShotThatVanishesAreKept) {
    apply(set_cuts(*document, reel, {10, 50}));
    const Id take = add_take(shot(10), "dust");
    apply(set_cuts(*document, reel, {}));
    EXPECT_EQ(document->shots_of(reel).size(), 1U);
    EXPECT_EQ(document->get<Take>(take)->shot, shot(0));
}

TEST_F(ReelEdits, SplittingKeepsHowBothPartsLook) {
    const Id whole = shot(0);
    const Id take = add_take(whole, "dust");
    EditBuilder builder(*document);
    builder.insert(Fix{.take = take, .first = 10, .last = 20});
    builder.insert(Fix{.take = take, .first = 30, .last = 60});
    apply(builder.finish("Fixes"));
    apply(split_shot(*document, reel, 40));
    EXPECT_EQ(cuts(), Cuts{40});
    EXPECT_EQ(shot(39), whole);
    EXPECT_EQ(document->chain_of(shot(40)), document->chain_of(whole));
    const Id copy = document->get<Shot>(shot(40))->pick;
    ASSERT_EQ(document->belongings(copy).size(), 1U);
    EXPECT_EQ(document->get<Fix>(*document->belongings(copy).begin())->first, 40);
    EXPECT_FALSE(split_shot(*document, reel, 40));
    EXPECT_FALSE(split_shot(*document, reel, 0));
    EXPECT_FALSE(split_shot(*document, reel, 100));
    EXPECT_FALSE(split_shot(*document, 99, 1));
}

TEST_F(ReelEdits, JoiningKeepsTheTakesOfBoth) {
    apply(set_cuts(*document, reel, {10, 50}));
    const Id first = shot(0);
    const Id a = add_take(first, "a");
    const Id b = add_take(shot(10), "b");
    apply(join_with_next(*document, first));
    EXPECT_EQ(cuts(), Cuts{50});
    EXPECT_EQ(shot(20), first);
    EXPECT_EQ(document->takes_of(first), (std::vector{a, b}));
    EXPECT_EQ(document->get<Shot>(first)->pick, a);
    EXPECT_FALSE(join_with_next(*document, shot(50)));
    EXPECT_FALSE(join_with_next(*document, 99));
}

TEST_F(ReelEdits, ACutMovesBetweenItsNeighbours) {
    apply(set_cuts(*document, reel, {10, 50}));
    const Id second = shot(10);
    apply(move_cut(*document, second, 49));
    EXPECT_EQ(cuts(), (Cuts{49, 50}));
    apply(move_cut(*document, second, 1));
    EXPECT_EQ(cuts(), (Cuts{1, 50}));
    EXPECT_EQ(shot(1), second);
    EXPECT_FALSE(move_cut(*document, second, 0));
    EXPECT_FALSE(move_cut(*document, second, 50));
    EXPECT_FALSE(move_cut(*document, shot(0), 5));
    EXPECT_FALSE(move_cut(*document, 99, 5));
}

TEST_F(ReelEdits, RandomCutsCoverTheReelAndAreWhatWasAskedFor) {
    std::mt19937 random(7);
    for (int round = 0; round < 300; ++round) {
        std::set<std::int64_t> wanted;
        for (unsigned n = random() % 12; n > 0; --n) {
            wanted.insert(1 + static_cast<std::int64_t>(random() % 99));
        }
        apply(set_cuts(*document, reel, Cuts(wanted.begin(), wanted.end())));
        ASSERT_EQ(cuts(), Cuts(wanted.begin(), wanted.end()));
    }
}

TEST_F(ReelEdits, MediaThatMovedAreFoundAndRelinked) {
    std::filesystem::create_directories(folder / "new" / "deep");
    std::ofstream(folder / "new" / "film.mkv") << "another size";
    std::ofstream(folder / "new" / "deep" / "film.mkv") << std::string(1234, 'x');
    apply(add_reel(*document, imagined_film(5, "scan.%04d.dpx")));
    const Id scan = document->all<Reel>().rbegin()->first;
    std::ofstream(folder / "new" / "deep" / "scan.0017.dpx");
    EXPECT_FALSE(media_is_there(*document->get<Reel>(reel)));
    EXPECT_FALSE(media_is_there(*document->get<Reel>(scan)));
    const auto found = find_moved(*document, folder.path());
    ASSERT_EQ(found.size(), 2U);
    EXPECT_EQ(found.at(reel), folder / "new" / "deep" / "film.mkv");
    EXPECT_EQ(found.at(scan), folder / "new" / "deep" / "scan.%04d.dpx");
    media::MediaInfo info = imagined_film(100);
    info.path = found.at(reel);
    apply(relink(*document, reel, info));
    EXPECT_TRUE(media_is_there(*document->get<Reel>(reel)));
    info.path = found.at(scan);
    info.video.frames = 5;
    apply(relink(*document, scan, info));
    EXPECT_TRUE(media_is_there(*document->get<Reel>(scan)));
    EXPECT_TRUE(find_moved(*document, folder.path()).empty());
    info.video.frames = 6;
    const auto other = relink(*document, scan, info);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::Refused);
}

TEST_F(ReelEdits, AStillBecomesAReelOfManyFrames) {
    apply(add_reel(*document, imagined_film(1, "photo.png")));
    const Id still = document->all<Reel>().rbegin()->first;
    EditBuilder builder(*document);
    builder.insert(Marker{.reel = still, .frame = 0, .text = "her"});
    builder.insert(RenderJob{.reel = still, .first = 0, .last = 0, .output = "/o.mp4"});
    apply(builder.finish("Notes"));
    const std::string before = document->dump();
    const pipeline::Chain alive{{{"portrait", {{"seed", std::int64_t{3}}}}}};
    const auto edit = set_source_chain(*document, still, alive, 100, {25, 1}, 640, 480);
    apply(edit);
    const Reel& reel_now = *document->get<Reel>(still);
    EXPECT_EQ(reel_now.source_chain, alive);
    EXPECT_EQ(reel_now.frames, 100);
    EXPECT_EQ(reel_now.width, 640);
    EXPECT_EQ(reel_now.rate, (Rational{25, 1}));
    ASSERT_EQ(document->shots_of(still).size(), 1U);
    EXPECT_EQ(document->get<Shot>(document->shots_of(still)[0])->last, 99);
    EXPECT_EQ(document->all<RenderJob>().begin()->second.last, 99);
    EXPECT_EQ(document->all<Marker>().begin()->second.frame, 0);
    const std::string after = document->dump();
    apply(edit->reversed());
    EXPECT_EQ(document->dump(), before);
    apply(*edit);
    EXPECT_EQ(document->dump(), after);
    EXPECT_EQ(Document::open(folder / "a.kinovar", Access::ReadOnly).value()->dump(), after);
    EXPECT_FALSE(set_source_chain(*document, 99, alive, 100, {25, 1}, 640, 480));
    EXPECT_FALSE(set_source_chain(*document, still, alive, 0, {25, 1}, 640, 480));
    EXPECT_FALSE(set_source_chain(*document, still, alive, 100, {0, 1}, 640, 480));
}

TEST_F(ReelEdits, AShorterSourceChainLosesNothing) {
    apply(set_cuts(*document, reel, {10, 50}));
    const Id early = add_take(shot(10), "early");
    const Id late = add_take(shot(50), "late");
    EditBuilder builder(*document);
    const Id fix = builder.insert(Fix{.take = late, .first = 60, .last = 70});
    const Id flag = builder.insert(Flag{.reel = reel, .first = 20, .last = 90, .severity = 1});
    const Id hint = builder.insert(Hint{.reel = reel, .first = 80, .last = 90});
    const Id marker = builder.insert(Marker{.reel = reel, .frame = 99});
    const Id whole =
        builder.insert(RenderJob{.reel = reel, .first = 0, .last = 99, .output = "/a.mkv"});
    const Id done = builder.insert(RenderJob{
        .reel = reel, .first = 5, .last = 99, .output = "/b.mkv", .state = RenderState::Done});
    const Id analysis = builder.insert(Analysis{.reel = reel, .kind = "cuts", .data = "{}"});
    apply(builder.finish("Notes"));
    const std::string before = document->dump();
    const auto edit =
        set_source_chain(*document, reel, pipeline::Chain{{{"speed"}}}, 40, {25, 1}, 720, 576);
    apply(edit);
    EXPECT_EQ(cuts(), Cuts{10});
    EXPECT_EQ(document->get<Shot>(shot(39))->pick, early);
    EXPECT_EQ(document->get<Take>(late)->shot, shot(39)) << "takes are work that somebody did";
    EXPECT_EQ(document->get<Fix>(fix)->first, 39);
    EXPECT_EQ(document->get<Fix>(fix)->last, 39);
    EXPECT_EQ(document->get<Flag>(flag)->first, 20);
    EXPECT_EQ(document->get<Flag>(flag)->last, 39);
    EXPECT_EQ(document->get<Hint>(hint)->first, 39);
    EXPECT_EQ(document->get<Marker>(marker)->frame, 39);
    EXPECT_EQ(document->get<RenderJob>(whole)->last, 39);
    EXPECT_EQ(document->get<RenderJob>(done)->last, 39);
    EXPECT_EQ(document->get<Analysis>(analysis), nullptr);
    apply(edit->reversed());
    EXPECT_EQ(document->dump(), before);
}

TEST_F(ReelEdits, TheSameStepsAgainMoveNothing) {
    EditBuilder builder(*document);
    const Id analysis = builder.insert(Analysis{.reel = reel, .kind = "cuts", .data = "{}"});
    apply(builder.finish("Notes"));
    const Reel was = *document->get<Reel>(reel);
    EXPECT_TRUE(set_source_chain(*document, reel, {}, was.frames, was.rate, was.width, was.height)
                    ->empty());
    apply(set_source_chain(*document, reel, pipeline::Chain{{{"dust"}}}, was.frames, was.rate,
                           was.width, was.height));
    EXPECT_NE(document->get<Analysis>(analysis), nullptr);
}

TEST_F(ReelEdits, AReelMadeOfAFileIsRelinkedByTheFilesBytes) {
    apply(set_source_chain(*document, reel, pipeline::Chain{{{"portrait"}}}, 7, {25, 1}, 9, 9));
    media::MediaInfo info = imagined_film(100);
    info.path = "/elsewhere/film.mkv";
    apply(relink(*document, reel, info));
    EXPECT_EQ(document->get<Reel>(reel)->path, "/elsewhere/film.mkv");
    EXPECT_EQ(document->get<Reel>(reel)->frames, 7);
    ++info.bytes;
    const auto other = relink(*document, reel, info);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, ErrorCode::Refused);
}

} // namespace
} // namespace kinovar::project
