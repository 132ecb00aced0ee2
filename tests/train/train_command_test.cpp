#include "tests/support/support.h"
#include "tests/train/train_fixture.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace kinovar {
namespace {

namespace fs = std::filesystem;

std::string last_line(std::string text) {
    if (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text.substr(text.rfind('\n') + 1);
}

class TrainCommand : public testing::Test {
protected:
    void SetUp() override {
        if (!fs::exists(test::program_folder() / "kinovar-cli")) {
            GTEST_SKIP() << "kinovar-cli is not built";
        }
        test::write_pictures(data_.path(), 3, 80);
    }

    [[nodiscard]] static test::CommandResult run(const std::string& arguments) {
        return test::run_command(test::quoted(test::program_folder() / "kinovar-cli") + " train " +
                                 arguments);
    }

    [[nodiscard]] std::string tiny(const fs::path& output) const {
        return "--data " + test::quoted(data_.path()) + " --out " + test::quoted(output) +
               " --features 16 --depth 1 --steps 6 --batch 2 --patch 16 --threads 1";
    }

    test::TemporaryFolder data_;
    test::TemporaryFolder results_;
};

TEST_F(TrainCommand, TrainsWritesAndEvaluates) {
    const fs::path output = results_ / "net.safetensors";
    const auto trained = run("upscale --json --quiet --licence CC0-1.0 " + tiny(output));
    ASSERT_EQ(trained.exit_code, 0) << trained.err;
    const auto report = nlohmann::json::parse(last_line(trained.out)); // logs come before
    EXPECT_EQ(report["type"], "result");
    EXPECT_EQ(report["steps"], 6);
    const std::string bytes = test::bytes_of(output);
    EXPECT_NE(bytes.find("\"licence\":\"CC0-1.0\""), std::string::npos);
    EXPECT_NE(bytes.find("\"name\":\"net\""), std::string::npos);
    EXPECT_NE(bytes.find("kinovar-cli train upscale --scale 2 --features 16"), std::string::npos);
    EXPECT_EQ(bytes.find(results_.path().string()), std::string::npos) << "names a place";

    const auto evaluated =
        run("evaluate " + test::quoted(output) + " " + test::quoted(data_.path()));
    ASSERT_EQ(evaluated.exit_code, 0) << evaluated.err;
    EXPECT_NE(evaluated.out.find("picture2.png"), std::string::npos);
    EXPECT_NE(evaluated.out.find("mean"), std::string::npos);
}

TEST_F(TrainCommand, SaysWhatIsWrong) {
    const fs::path output = results_ / "net.safetensors";
    struct Case {
        std::string arguments;
        int exit_code;
        std::string word;
    };
    const std::string both = tiny(output) + " --minutes 1";
    const std::string data = test::quoted(data_.path());
    const std::vector<Case> cases{
        {"", 2, "subcommand"},
        {"upscale --out " + test::quoted(output), 2, "--data"},
        {"upscale --data " + data + " --out " + test::quoted(output), 2, "minutes or steps"},
        {"upscale " + both, 2, "minutes or steps"},
        {"upscale " + tiny(results_ / "net.bin"), 2, ".safetensors"},
        {"upscale " + tiny(results_ / "missing" / "net.safetensors"), 1, "missing"},
        {"upscale " + tiny(output) + " --scale 7", 2, "scale"},
        {"upscale " + tiny(output) + " --resume", 1, "net.safetensors.training"},
        {"upscale " + tiny(output) + " --manifest " + data + "/none.tsv", 1, "none.tsv"},
        {"denoise " + tiny(output) + " --degrade rust", 2, "film"},
        {"upscale --steps 1 --data /nowhere --out " + test::quoted(output), 1, "/nowhere"},
        {"upscale --steps 1 --data " + test::quoted(results_.path()) + " --out " +
             test::quoted(output),
         1, "no photograph"},
        {"colour " + tiny(output), 2, "--features"},
        {"colour --steps 1 --patch 40 --data " + data + " --out " + test::quoted(output), 2,
         "multiple"},
        {"evaluate " + data + "/picture0.png " + data, 1, "picture0.png"},
        {"evaluate " + data + "/none.safetensors " + data, 1, "none.safetensors"}};
    for (const Case& wrong : cases) {
        const auto result = run(wrong.arguments);
        EXPECT_EQ(result.exit_code, wrong.exit_code) << wrong.arguments << "\n" << result.err;
        EXPECT_NE((result.err + result.out).find(wrong.word), std::string::npos)
            << wrong.arguments << "\n"
            << result.err;
    }
    EXPECT_TRUE(fs::is_empty(results_.path()));
}

TEST_F(TrainCommand, DamagedPicturesAreWarnedOf) {
    std::ofstream(data_ / "broken.jpg") << "no picture";
    const auto result = run("upscale " + tiny(results_ / "net.safetensors"));
    EXPECT_EQ(result.exit_code, 0) << result.err;
    EXPECT_NE(result.err.find("broken.jpg"), std::string::npos) << result.err;
}

} // namespace
} // namespace kinovar
