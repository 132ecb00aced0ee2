// What a project keeps, what it refuses, and how it comes back.

#include "core/project/document.h"
#include "core/project/reel_edits.h"
#include "tests/project/random_edits.h"
#include "tests/support/support.h"

#include <sys/mount.h>

#include <fstream>

namespace kinovar::project {
namespace {

using test::imagined_film;
using test::random_edit;
using test::TemporaryFolder;

std::unique_ptr<Document> new_project(const std::filesystem::path& path) {
    auto document = Document::create(path);
    EXPECT_OK(document);
    return std::move(*document);
}

/// A project with one reel of 100 frames, cut at 10 and 50.
std::unique_ptr<Document> cut_project(const std::filesystem::path& path) {
    auto document = new_project(path);
    EXPECT_OK(document->apply(add_reel(*document, imagined_film(100)).value()));
    const Id reel = document->all<Reel>().begin()->first;
    EXPECT_OK(document->apply(set_cuts(*document, reel, {10, 50})));
    return document;
}

Edit inserting(const Document& document, Row row) {
    EditBuilder builder(document);
    builder.insert(std::move(row));
    return builder.finish("Insert");
}

TEST(Document, IsMadeByABareName) {
    const TemporaryFolder folder;
    const auto before = std::filesystem::current_path();
    std::filesystem::current_path(folder.path());
    auto document = Document::create("reel.kinovar");
    std::filesystem::current_path(before);
    EXPECT_OK(document);
    EXPECT_TRUE(std::filesystem::exists(folder / "reel.kinovar"));
}

TEST(Document, KeepsRowsAndState) {
    const TemporaryFolder folder;
    auto document = cut_project(folder / "a.kinovar");
    const Id reel = document->all<Reel>().begin()->first;
    EXPECT_EQ(document->shots_of(reel).size(), 3U);
    for (std::int64_t frame = -1; frame <= 100; ++frame) {
        const Shot* shot = document->get<Shot>(document->shot_at(reel, frame));
        const std::int64_t first = frame < 10 ? 0 : frame < 50 ? 10 : 50;
        ASSERT_EQ(shot != nullptr, frame >= 0 && frame < 100) << frame;
        EXPECT_TRUE(shot == nullptr || shot->first == first) << frame;
    }
    ASSERT_OK(document->set_state("frame", "7"));
    ASSERT_OK(document->set_state("frame", "8"));
    ASSERT_OK(document->copy_to(folder / "b.kinovar"));
    const std::string dump = document->dump();
    const Id next = document->next_id();
    document.reset();
    for (const char* name : {"a.kinovar", "b.kinovar"}) {
        for (const Access access : {Access::ReadOnly, Access::ReadWrite}) {
            const auto again = Document::open(folder / name, access);
            ASSERT_OK(again);
            EXPECT_EQ((*again)->dump(), dump);
            EXPECT_EQ((*again)->next_id(), next);
            EXPECT_EQ((*again)->state("frame"), "8");
            EXPECT_EQ((*again)->state("other"), std::nullopt);
        }
    }
    // Everything closed: nothing but the two projects.
    const std::filesystem::directory_iterator files(folder.path());
    EXPECT_EQ(std::distance(begin(files), end(files)), 2);
}

TEST(Document, UndoAndRedoOfHundredsOfEdits) {
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        const TemporaryFolder folder;
        auto document = new_project(folder / "a.kinovar");
        std::vector<std::string> dumps{document->dump()};
        std::vector<Edit> edits;
        for (std::uint64_t n = 0; n < 150; ++n) {
            edits.push_back(random_edit(*document, seed * 1000 + n));
            ASSERT_OK(document->apply(edits.back())) << edits.back().name;
            dumps.push_back(document->dump());
            ASSERT_NE(dumps[n], dumps[n + 1]) << edits.back().name;
        }
        for (std::size_t n = edits.size(); n-- > 0;) {
            ASSERT_OK(document->apply(edits[n].reversed())) << edits[n].name;
            ASSERT_EQ(document->dump(), dumps[n]) << edits[n].name;
        }
        for (std::size_t n = 0; n < edits.size(); ++n) {
            ASSERT_OK(document->apply(edits[n])) << edits[n].name;
        }
        ASSERT_EQ(document->dump(), dumps.back());
        const Id next = document->next_id();
        document.reset();
        const auto again = Document::open(folder / "a.kinovar");
        ASSERT_OK(again);
        EXPECT_EQ((*again)->dump(), dumps.back());
        EXPECT_EQ((*again)->next_id(), next);
    }
}

TEST(Document, IdsAreNeverUsedAgain) {
    const TemporaryFolder folder;
    auto document = cut_project(folder / "a.kinovar");
    const Id next = document->next_id();
    const Edit edit = inserting(*document, Consent{.person = "A"});
    ASSERT_OK(document->apply(edit));
    ASSERT_OK(document->apply(edit.reversed()));
    EXPECT_EQ(document->next_id(), next + 1);
    document.reset();
    EXPECT_EQ(Document::open(folder / "a.kinovar").value()->next_id(), next + 1);
}

TEST(Document, RefusesEditsThatDoNotFit) {
    const TemporaryFolder folder;
    const auto document = cut_project(folder / "a.kinovar");
    const std::string before = document->dump();
    const Reel reel = document->all<Reel>().begin()->second;
    const Shot shot = document->all<Shot>().begin()->second;
    const auto refused = [&](const Edit& edit, const std::string& why) {
        const Status status = document->apply(edit);
        ASSERT_FALSE(status) << why;
        EXPECT_NE(status.error().message.find(why), std::string::npos) << status.error().message;
        EXPECT_EQ(document->dump(), before);
    };
    const auto insert = [&](Row row) { return inserting(*document, std::move(row)); };
    refused(insert(Reel{.path = "/a", .frames = 0, .width = 1, .height = 1}), "frames");
    refused(insert(Reel{.path = "/a", .frames = 5, .width = 1, .height = 1}), "end before");
    refused(insert(Shot{.reel = 99, .first = 0, .last = 1}), "no reel 99");
    refused(insert(Shot{.reel = reel.id, .first = 0, .last = 1}), "overlap");
    refused(insert(Take{.shot = reel.id}), "no shot");
    refused(insert(Take{.shot = shot.id, .rating = 6}), "rating 6");
    refused(insert(Analysis{.reel = 0}), "no reel 0");
    refused(insert(Fix{.take = 0}), "no take 0");
    refused(insert(Hint{.reel = reel.id, .first = 5, .last = 4}), "frames 5-4");
    refused(insert(Flag{.reel = reel.id, .last = 100}), "frames 0-100");
    refused(insert(Flag{.reel = reel.id, .severity = 1.5}), "severity 1.5");
    refused(insert(Marker{.reel = reel.id, .frame = -1}), "frames -1");
    refused(insert(RenderJob{.reel = reel.id}), "no output");
    Shot changed = shot;
    changed.pick = reel.id;
    refused({"Pick", {{shot, changed}}}, "no take of it");
    changed = shot;
    changed.last -= 1;
    refused({"Shorten", {{shot, changed}}}, "leave a gap");
    refused({"Drop", {{reel, std::nullopt}}}, "no reel");
    refused({"Drop", {{shot, std::nullopt}}}, "leave a gap");
    refused({"Stale", {{changed, shot}}}, "changed meanwhile");
    refused({"Kind", {{shot, Take{.id = shot.id, .shot = shot.id}}}}, "another kind");
    refused({"Twice", {{shot, shot}, {shot, shot}}}, "occurs twice");
    refused({"Nothing", {{std::nullopt, std::nullopt}}}, "nothing into nothing");
    Reel longer = reel;
    longer.frames = 200;
    refused({"Longer", {{reel, longer}}}, "end before");
    Reel strange = reel;
    strange.chain.steps.push_back({"a", {{"b", std::string("\xFF")}}, true});
    refused({"Text", {{reel, strange}}}, "UTF-8");
}

TEST(Document, TakesGoAndTheirPickWithThem) {
    const TemporaryFolder folder;
    const auto document = cut_project(folder / "a.kinovar");
    const Shot shot = document->all<Shot>().begin()->second;
    EditBuilder builder(*document);
    const Id take = builder.insert(Take{.shot = shot.id, .chain = pipeline::Chain{{{"dust"}}}});
    builder.insert(Fix{.take = take, .first = 0, .last = 1});
    Shot picked = shot;
    picked.pick = take;
    builder.update(picked);
    ASSERT_OK(document->apply(builder.finish("Take")));
    EXPECT_EQ(document->chain_of(shot.id).steps.size(), 1U);
    EXPECT_EQ(document->takes_of(shot.id), std::vector{take});
    const Status stale = document->apply({"Drop", {{*document->find(take), std::nullopt}}});
    EXPECT_FALSE(stale) << "the pick and a fix would hang in the air";
    EditBuilder remover(*document);
    remover.remove(take);
    EXPECT_EQ(remover.find(take), nullptr);
    EXPECT_EQ(remover.get<Shot>(shot.id)->pick, 0);
    ASSERT_OK(document->apply(remover.finish("Remove take")));
    EXPECT_TRUE(document->all<Fix>().empty());
    EXPECT_EQ(*document->get<Shot>(shot.id), shot);
    EXPECT_TRUE(document->chain_of(shot.id).steps.empty());
}

TEST(Document, IsNotLostWhenItsFileIsTakenAway) {
    const TemporaryFolder folder;
    const auto document = cut_project(folder / "a.kinovar");
    std::filesystem::rename(folder / "a.kinovar", folder / "b.kinovar");
    const Status applied = document->apply(inserting(*document, Consent{}));
    ASSERT_FALSE(applied);
    EXPECT_EQ(applied.error().code, ErrorCode::NotWritable);
    EXPECT_FALSE(document->set_state("a", "b"));
    std::filesystem::rename(folder / "b.kinovar", folder / "a.kinovar");
    EXPECT_OK(document->apply(inserting(*document, Consent{})));
}

TEST(Document, ACopyTakesTheWholeNameAndNothingElse) {
    const TemporaryFolder folder;
    const auto document = cut_project(folder / "a.kinovar");
    EXPECT_FALSE(document->copy_to(folder / "a.kinovar"));
    {
        const auto other = new_project(folder / "b.kinovar");
        const Status copied = document->copy_to(folder / "b.kinovar");
        ASSERT_FALSE(copied);
        EXPECT_EQ(copied.error().code, ErrorCode::Refused);
    }
    std::ofstream(folder / "b.kinovar-wal") << "left by a crash";
    ASSERT_OK(document->copy_to(folder / "b.kinovar"));
    EXPECT_EQ(Document::open(folder / "b.kinovar").value()->dump(), document->dump());
    EXPECT_EQ(document->copy_to(folder / "none" / "c.kinovar").error().code, ErrorCode::NotFound);
    EXPECT_EQ(Document::create(folder / "none" / "c.kinovar").error().code, ErrorCode::NotFound);
    EXPECT_FALSE(Document::create(folder / "b.kinovar"));
}

TEST(Document, AFullDiskLeavesItAsItWas) {
    const TemporaryFolder folder;
    std::filesystem::create_directory(folder / "small");
    if (::mount("tmpfs", (folder / "small").c_str(), "tmpfs", 0, "size=400k") != 0) {
        GTEST_SKIP() << "a small file system cannot be mounted here (needs root)";
    }
    const std::filesystem::path path = folder / "small" / "a.kinovar";
    std::string dump;
    Status full;
    {
        const auto document = cut_project(path);
        const Id shot = document->all<Shot>().begin()->first;
        ASSERT_OK(document->apply(inserting(*document, Take{.shot = shot})));
        const Id take = document->all<Take>().begin()->first;
        for (int n = 0; n < 100 && full; ++n) {
            dump = document->dump();
            full = document->apply(inserting(
                *document, Fix{.take = take, .pixels = std::string(20000, static_cast<char>(n))}));
        }
        EXPECT_EQ(document->dump(), dump);
        EXPECT_FALSE(document->copy_to(folder / "small" / "b.kinovar"));
        EXPECT_FALSE(std::filesystem::exists(folder / "small" / "b.kinovar"));
        EXPECT_OK(document->copy_to(folder / "elsewhere.kinovar"));
    }
    const auto again = Document::open(path);
    const std::string kept = again ? (*again)->dump() : again.error().one_line();
    ::umount((folder / "small").c_str());
    ASSERT_FALSE(full);
    EXPECT_EQ(full.error().code, ErrorCode::DiskFull) << full.error().one_line();
    EXPECT_EQ(kept, dump);
    EXPECT_EQ(Document::open(folder / "elsewhere.kinovar").value()->dump(), dump);
}

} // namespace
} // namespace kinovar::project
