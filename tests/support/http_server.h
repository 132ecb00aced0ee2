#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kinovar::test {

/// A request as the server saw it; names of headers are in lower case.
struct HttpRequest {
    std::string path;
    std::map<std::string, std::string> headers;
};

/// The server's side of one connection.
class HttpConnection {
public:
    explicit HttpConnection(int socket) : socket_(socket) {}
    /// Ends quietly when the other side is gone.
    void send(const std::string& bytes) const;
    /// Returns once the other side has closed.
    void wait_for_end() const;

private:
    int socket_;
};

/// A web server on a free port of 127.0.0.1, one connection at a time; each is closed after its
/// answer. Stops at the end of the scope.
class HttpServer {
public:
    using Handler = std::function<void(const HttpRequest&, const HttpConnection&)>;
    explicit HttpServer(Handler handler);
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    [[nodiscard]] std::string url(const std::string& path) const;
    [[nodiscard]] std::vector<HttpRequest> requests() const;

private:
    void serve();
    void answer(int socket);

    Handler handler_;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    std::atomic<bool> stop_ = false;
    mutable std::mutex mutex_; // guards the requests
    std::vector<HttpRequest> requests_;
    std::jthread thread_;
};

/// Hands out one file, honestly or not.
struct FileHandler {
    std::string content;
    std::string etag = "\"v1\"";
    bool ranges = true;                  ///< understands Range and If-Range
    std::size_t breaks_after = SIZE_MAX; ///< bytes of a body after which the connection ends
    int breaks = 0;                      ///< how many answers break off; the next are whole
    std::string length;                  ///< Content-Length instead of the true one; "-": none
    int status = 200;                    ///< another one comes with a page instead of the file
    int bad_answers = 1 << 30;           ///< how many answers have that status

    void operator()(const HttpRequest& request, const HttpConnection& connection);
};

} // namespace kinovar::test
