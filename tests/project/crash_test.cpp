// A program that is killed in the middle of its work loses at most the edit in hand.

#include "core/project/document.h"
#include "tests/project/program.h"
#include "tests/project/random_edits.h"
#include "tests/support/support.h"

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

namespace kinovar::project {
namespace {

using test::TemporaryFolder;

constexpr int kKills = 60;
constexpr unsigned kLongestMilliseconds = 120;

/// The last of what the program said it had done.
struct Told {
    std::int64_t edit = -1;
    std::int64_t state = -1;
};

Told read_log(const std::filesystem::path& path) {
    Told told;
    std::ifstream file(path);
    std::string what;
    std::int64_t n = 0;
    while (file >> what >> n) {
        (what == "edit" ? told.edit : told.state) = n;
    }
    return told;
}

TEST(Crash, LosesAtMostTheEditInHand) {
    const TemporaryFolder folder;
    const std::filesystem::path path = folder / "a.kinovar";
    const std::filesystem::path log = folder / "log";
    // Does the same edits undisturbed.
    const auto shadow = Document::create(folder / "shadow.kinovar").value();
    ASSERT_OK(Document::create(path));
    std::mt19937 random(11);
    std::int64_t done = -1; // the last edit of the shadow
    int in_the_middle = 0;
    for (int kill = 0; kill < kKills; ++kill) {
        {
            test::EditProgram program(
                {"edit", path.string(), log.string(), std::to_string(done + 1)});
            ASSERT_EQ(program.next_line(), "start");
            std::this_thread::sleep_for(
                std::chrono::microseconds(random() % (kLongestMilliseconds * 1000)));
            ASSERT_TRUE(program.kill()) << "it ended by itself";
        }
        const Told told = read_log(log);
        const auto document = Document::open(path);
        ASSERT_OK(document) << "kill " << kill;
        while (done < told.edit) {
            ++done;
            ASSERT_OK(shadow->apply(test::random_edit(*shadow, static_cast<std::uint64_t>(done))));
        }
        if ((*document)->dump() != shadow->dump()) {
            ++done;
            ++in_the_middle;
            ASSERT_OK(shadow->apply(test::random_edit(*shadow, static_cast<std::uint64_t>(done))));
        }
        ASSERT_EQ((*document)->dump(), shadow->dump()) << "kill " << kill << " at edit " << done;
        const std::int64_t state = std::stoll((*document)->state("n").value_or("-1"));
        EXPECT_GE(state, told.state);
        EXPECT_LE(state, done);
    }
    RecordProperty("edits", static_cast<int>(done));
    RecordProperty("killed_between_edit_and_answer", in_the_middle);
    EXPECT_GT(done, kKills);
}

} // namespace
} // namespace kinovar::project
