// What a project keeps, and how it changes.

#include "core/project/document.h"
#include "core/project/reel_edits.h"
#include "tests/support/support.h"

namespace kinovar::project {
namespace {

media::MediaInfo film(std::int64_t frames, const std::string& name = "film.mkv") {
    media::MediaInfo info;
    info.path = "/films/" + name;
    info.bytes = 1234;
    info.has_video = true;
    info.video.frames = frames;
    info.video.width = 64;
    info.video.height = 48;
    info.video.rate = {25, 1};
    return info;
}

TEST(Document, KeepsWhatWasDone) {
    const test::TemporaryFolder folder;
    std::string dump;
    {
        auto document = Document::create(folder / "a.kinovar");
        ASSERT_OK(document);
        const auto edit = add_reel(**document, film(100));
        ASSERT_OK(edit);
        ASSERT_OK((*document)->apply(*edit));
        const Id reel = (*document)->all<Reel>().begin()->first;
        ASSERT_OK((*document)->apply(set_cuts(**document, reel, {10, 50})));
        EXPECT_EQ((*document)->shots_of(reel).size(), 3U);
        EXPECT_EQ((*document)->get<Shot>((*document)->shot_at(reel, 49))->first, 10);
        ASSERT_OK((*document)->set_state("frame", "7"));
        dump = (*document)->dump();
        ASSERT_OK((*document)->copy_to(folder / "b.kinovar"));
    }
    EXPECT_FALSE(std::filesystem::exists(folder / "a.kinovar-wal"));
    for (const char* name : {"a.kinovar", "b.kinovar"}) {
        for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
            auto document = Document::open(folder / name, access);
            ASSERT_OK(document);
            EXPECT_EQ((*document)->dump(), dump);
            EXPECT_EQ((*document)->state("frame"), "7");
        }
    }
}

} // namespace
} // namespace kinovar::project
