#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/download.h"
#include "tests/support/http_server.h"
#include "tests/support/support.h"

#include <algorithm>
#include <map>
#include <random>

namespace kinovar::nn {
namespace {

using test::FileHandler;
using test::HttpServer;
using test::TemporaryFolder;

std::string random_bytes(std::size_t count, unsigned seed = 1) {
    std::mt19937 random(seed);
    std::string bytes(count, '\0');
    std::generate(bytes.begin(), bytes.end(), [&] { return static_cast<char>(random()); });
    return bytes;
}

constexpr std::size_t kSize = 300'000;
constexpr std::size_t kHalf = 100'000;

/// A file on a server of this machine, and a folder to bring it to.
class Downloads {
public:
    explicit Downloads(FileHandler handler)
        : content_(handler.content), server_(std::move(handler)) {
        request_ = {.url = server_.url("/file"),
                    .target = folder_ / "file",
                    .bytes = content_.size(),
                    .sha256 = hash_of(content_)};
        options_.plain_local = true;
        options_.attempts = 3;
        options_.first_pause = std::chrono::milliseconds(1);
        options_.stall = std::chrono::seconds(1);
    }

    Status run() {
        Job job("download");
        return download_file(request_, options_, job);
    }

    std::string hash_of(const std::string& bytes) const {
        EXPECT_OK(write_file(folder_ / "hash", bytes));
        const std::string hash = sha256_of_file(folder_ / "hash").value();
        std::filesystem::remove(folder_ / "hash");
        return hash;
    }
    [[nodiscard]] std::string brought() const {
        return read_file(request_.target, 1 << 24).value_or("nothing");
    }
    [[nodiscard]] bool is_empty() const { return std::filesystem::is_empty(folder_.path()); }
    [[nodiscard]] std::uint64_t part_size() const {
        std::error_code ignored;
        const auto size = std::filesystem::file_size(request_.target.string() + ".part", ignored);
        return ignored ? 0 : size;
    }
    DownloadRequest& request() { return request_; }
    DownloadOptions& options() { return options_; }
    [[nodiscard]] const HttpServer& server() const { return server_; }
    [[nodiscard]] const std::string& content() const { return content_; }

private:
    TemporaryFolder folder_;
    std::string content_;
    HttpServer server_;
    DownloadRequest request_;
    DownloadOptions options_;
};

TEST(Download, BringsAFile) {
    Downloads downloads({.content = random_bytes(kSize)});
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
    EXPECT_EQ(downloads.part_size(), 0U);
}

TEST(Download, GoesOnWhereAConnectionBroke) {
    Downloads downloads({.content = random_bytes(kSize), .breaks_after = kHalf, .breaks = 2});
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
    const auto requests = downloads.server().requests();
    ASSERT_EQ(requests.size(), 3U);
    EXPECT_FALSE(requests[0].headers.contains("range"));
    EXPECT_EQ(requests[1].headers.at("range"), "bytes=100000-");
    EXPECT_EQ(requests[1].headers.at("if-range"), "\"v1\"");
    EXPECT_EQ(requests[2].headers.at("range"), "bytes=200000-");
}

TEST(Download, GoesOnWhereAnEarlierRunStopped) {
    FileHandler handler{.content = random_bytes(kSize), .breaks_after = kHalf, .breaks = 1};
    Downloads downloads(handler);
    downloads.options().attempts = 0; // as if killed: what has come stays
    ASSERT_FALSE(downloads.run().has_value());
    EXPECT_EQ(downloads.part_size(), kHalf);
    EXPECT_FALSE(std::filesystem::exists(downloads.request().target));
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
    EXPECT_EQ(downloads.server().requests().back().headers.at("range"), "bytes=100000-");
}

TEST(Download, AServerWithoutRangesStartsOver) {
    Downloads downloads(
        {.content = random_bytes(kSize), .ranges = false, .breaks_after = kHalf, .breaks = 2});
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
}

TEST(Download, AnotherVersionStartsOver) {
    const std::string right = random_bytes(kSize, 2);
    Downloads downloads({.content = right});
    const std::string part = downloads.request().target.string() + ".part";
    ASSERT_OK(write_file(part, random_bytes(kHalf, 3)));
    ASSERT_OK(write_file(part + ".tag", downloads.request().url + "\n\"v0\""));
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), right);
}

TEST(Download, APartThatDoesNotFitIsThrownAway) {
    Downloads downloads({.content = random_bytes(kSize), .etag = ""});
    const std::string part = downloads.request().target.string() + ".part";
    ASSERT_OK(write_file(part, random_bytes(kHalf, 3)));
    ASSERT_OK(write_file(part + ".tag", downloads.request().url + "\n"));
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
    // Longer than the file.
    std::filesystem::remove(downloads.request().target);
    ASSERT_OK(write_file(part, random_bytes(2 * kSize, 3)));
    ASSERT_OK(write_file(part + ".tag", downloads.request().url + "\n"));
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), downloads.content());
}

TEST(Download, AnotherFileOfTheRightSizeIsRefused) {
    Downloads downloads({.content = random_bytes(kSize)});
    downloads.request().sha256 = std::string(64, 'a');
    const Status status = downloads.run();
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Corrupt);
    EXPECT_NE(status.error().message.find("another file"), std::string::npos);
    EXPECT_TRUE(downloads.is_empty());
}

TEST(Download, LengthsThatLieAreRefused) {
    const auto expect_refused = [](FileHandler handler, std::uint64_t expected,
                                   const std::string& part) {
        Downloads downloads(std::move(handler));
        downloads.request().bytes = expected;
        const Status status = downloads.run();
        ASSERT_FALSE(status.has_value());
        EXPECT_EQ(status.error().code, ErrorCode::Corrupt) << status.error().one_line();
        EXPECT_NE(status.error().message.find(part), std::string::npos) << status.error().message;
        EXPECT_FALSE(std::filesystem::exists(downloads.request().target));
    };
    const std::string content = random_bytes(kSize);
    expect_refused({.content = content}, kSize + 1, "offers 300000 bytes");
    expect_refused({.content = content}, kSize - 1, "offers 300000 bytes");
    expect_refused({.content = content, .length = "-"}, kSize - 1, "more than the expected");
    expect_refused({.content = content, .ranges = false, .length = "-"}, kSize + 1,
                   "ended after 300000 of 300001");
}

TEST(Download, ALengthBeyondTheFileIsABrokenConnection) {
    // Promises more than it sends: nothing that is short gets its name.
    const std::string content = random_bytes(kSize);
    Downloads downloads({.content = content, .ranges = false, .length = std::to_string(2 * kSize)});
    downloads.request().bytes = 2 * kSize;
    ASSERT_FALSE(downloads.run().has_value());
    EXPECT_FALSE(std::filesystem::exists(downloads.request().target));
    EXPECT_GT(downloads.server().requests().size(), 1U);
}

TEST(Download, ErrorsOfTheServer) {
    Downloads missing({.content = "x", .status = 404});
    const Status status = missing.run();
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::NotFound);
    EXPECT_EQ(missing.server().requests().size(), 1U); // asking again would not help
    Downloads busy({.content = "abc", .status = 503, .bad_answers = 2});
    ASSERT_OK(busy.run());
    EXPECT_EQ(busy.brought(), "abc");
    Downloads down({.content = "abc", .status = 500});
    EXPECT_EQ(down.run().error().code, ErrorCode::Unreadable);
    EXPECT_EQ(down.server().requests().size(), 3U);
}

TEST(Download, AStallCountsAsBroken) {
    const std::string content = random_bytes(kSize);
    int answers = 0;
    FileHandler whole{.content = content};
    HttpServer server([&](const test::HttpRequest& request, const test::HttpConnection& there) {
        if (answers++ == 0) {
            there.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 300000\r\n\r\n" +
                       content.substr(0, kHalf));
            there.wait_for_end();
            return;
        }
        whole(request, there);
    });
    Downloads downloads(whole);
    downloads.request().url = server.url("/file");
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), content);
    EXPECT_EQ(server.requests().back().headers.at("range"), "bytes=100000-");
}

TEST(Download, CancellingKeepsThePart) {
    Job* watched = nullptr;
    const std::string content = random_bytes(kSize);
    HttpServer server([&](const test::HttpRequest&, const test::HttpConnection& there) {
        there.send("HTTP/1.1 200 OK\r\nETag: \"v1\"\r\nContent-Length: 300000\r\n\r\n" +
                   content.substr(0, kHalf));
        there.wait_for_end();
    });
    Downloads downloads({.content = content});
    downloads.request().url = server.url("/file");
    Job job("download", [&](const Job::Event& event) {
        if (event.progress.done >= static_cast<std::int64_t>(kHalf)) {
            watched->request_stop();
        }
    });
    watched = &job;
    const Status status = download_file(downloads.request(), downloads.options(), job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
    EXPECT_EQ(downloads.part_size(), kHalf);
}

TEST(Download, RedirectsAreBoundedAndStayHere) {
    const std::string content = random_bytes(kSize);
    FileHandler whole{.content = content};
    const std::map<std::string, std::string> moved = {{"/moved", "/file"},
                                                      {"/loop", "/loop"},
                                                      {"/disk", "file:///etc/passwd"},
                                                      {"/ftp", "ftp://127.0.0.1/x"},
                                                      {"/away", "http://127.0.0.2:9/x"}};
    HttpServer server([&](const test::HttpRequest& request, const test::HttpConnection& there) {
        if (request.path == "/file") {
            whole(request, there);
            return;
        }
        there.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " +
                   moved.at(request.path) + "\r\n\r\n");
    });
    Downloads downloads(whole);
    downloads.request().url = server.url("/moved");
    ASSERT_OK(downloads.run());
    EXPECT_EQ(downloads.brought(), content);
    for (const char* bad : {"/loop", "/disk", "/ftp", "/away"}) {
        downloads.request().url = server.url(bad);
        EXPECT_FALSE(downloads.run().has_value()) << bad;
    }
}

TEST(Download, PlainHttpIsRefusedOtherwise) {
    Downloads downloads({.content = "abc"});
    downloads.options().plain_local = false;
    EXPECT_FALSE(downloads.run().has_value());
    EXPECT_TRUE(downloads.server().requests().empty());
    EXPECT_FALSE(DownloadOptions::from_environment().plain_local);
}

} // namespace
} // namespace kinovar::nn
