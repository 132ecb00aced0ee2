#include "tests/support/http_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <sstream>
#include <stdexcept>

namespace kinovar::test {

namespace {

constexpr int kPollMilliseconds = 20;
constexpr std::size_t kBlock = 65'536;

HttpRequest parse(const std::string& text) {
    HttpRequest request;
    std::istringstream lines(text);
    std::string method;
    std::string line;
    lines >> method >> request.path;
    std::getline(lines, line);
    while (std::getline(lines, line) && line != "\r") {
        const std::size_t colon = line.find(':');
        if (colon == std::string::npos) {
            continue;
        }
        std::string name = line.substr(0, colon);
        std::transform(name.begin(), name.end(), name.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const std::size_t begin = line.find_first_not_of(' ', colon + 1);
        const std::size_t end = line.find_last_not_of("\r ");
        request.headers[name] = line.substr(begin, end - begin + 1);
    }
    return request;
}

} // namespace

void HttpConnection::send(const std::string& bytes) const {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        const ssize_t wrote =
            ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
        if (wrote <= 0) {
            return;
        }
        sent += static_cast<std::size_t>(wrote);
    }
}

void HttpConnection::wait_for_end() const {
    std::array<char, kBlock> ignored{};
    while (::recv(socket_, ignored.data(), ignored.size(), 0) > 0) {
    }
}

HttpServer::HttpServer(Handler handler) : handler_(std::move(handler)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        ::listen(listener_, 8) != 0 ||
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
        throw std::runtime_error("no local server can be opened");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
}

HttpServer::~HttpServer() {
    stop_ = true;
    thread_.join();
    ::close(listener_);
}

std::string HttpServer::url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(port_) + path;
}

std::vector<HttpRequest> HttpServer::requests() const {
    const std::scoped_lock lock(mutex_);
    return requests_;
}

void HttpServer::serve() {
    while (!stop_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, kPollMilliseconds) <= 0) {
            continue;
        }
        const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket >= 0) {
            answer(socket);
            ::shutdown(socket, SHUT_RDWR);
            ::close(socket);
        }
    }
}

void HttpServer::answer(int socket) {
    std::string text;
    std::array<char, kBlock> block{};
    while (text.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = ::recv(socket, block.data(), block.size(), 0);
        if (got <= 0) {
            return;
        }
        text.append(block.data(), static_cast<std::size_t>(got));
    }
    const HttpRequest request = parse(text);
    {
        const std::scoped_lock lock(mutex_);
        requests_.push_back(request);
    }
    handler_(request, HttpConnection(socket));
}

void FileHandler::operator()(const HttpRequest& request, const HttpConnection& connection) {
    if (status != 200 && bad_answers-- > 0) {
        connection.send("HTTP/1.1 " + std::to_string(status) +
                        " No\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsorry");
        return;
    }
    std::size_t begin = 0;
    const auto range = request.headers.find("range");
    const auto condition = request.headers.find("if-range");
    const bool same = condition == request.headers.end() || condition->second == etag;
    const bool partial = ranges && same && range != request.headers.end();
    if (partial) {
        begin = std::stoull(range->second.substr(std::string("bytes=").size()));
    }
    if (begin > content.size() || (partial && begin == content.size())) {
        connection.send("HTTP/1.1 416 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return;
    }
    const std::string body = content.substr(begin);
    std::string head = partial
                           ? "HTTP/1.1 206 Partial\r\nContent-Range: bytes " +
                                 std::to_string(begin) + "-" + std::to_string(content.size() - 1) +
                                 "/" + std::to_string(content.size()) + "\r\n"
                           : std::string("HTTP/1.1 200 OK\r\n");
    if (length != "-") {
        head +=
            "Content-Length: " + (length.empty() ? std::to_string(body.size()) : length) + "\r\n";
    }
    if (!etag.empty()) {
        head += "ETag: " + etag + "\r\n";
    }
    const bool broken = breaks-- > 0;
    connection.send(head + "Connection: close\r\n\r\n" +
                    body.substr(0, broken ? breaks_after : std::string::npos));
}

} // namespace kinovar::test
