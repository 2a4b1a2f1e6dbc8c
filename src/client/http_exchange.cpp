// HTTP/1.1 with a length, in chunks, or to the end of the connection.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "client/http_exchange.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

#include "base/text.hpp"
#include "client/moments.hpp"

namespace escapement::client {

namespace {

constexpr std::size_t longest_header = 64 << 10;

// The value of a header line; `header` is in lower case.
std::string header_value(const std::string& header, const std::string& name) {
    const auto at = header.find("\r\n" + name + ":");
    if (at == std::string::npos) return {};
    const auto begin = at + name.size() + 3;
    return std::string(base::trim(header.substr(begin, header.find("\r\n", begin) - begin)));
}

base::Result<std::optional<std::string>> join_chunks(std::string_view text) {
    std::string body;
    while (true) {
        const auto end = text.find("\r\n");
        if (end == std::string_view::npos) return std::optional<std::string>();
        char* behind = nullptr;
        const std::string digits(text.substr(0, end));
        const auto size = std::strtoull(digits.c_str(), &behind, 16);
        if (behind == digits.c_str() || size > HttpExchange::max_answer)
            return base::Error{"the server sends what is no HTTP"};
        if (size == 0) return std::optional(body);
        if (text.size() < end + 2 + size + 2) return std::optional<std::string>();
        body += text.substr(end + 2, size);
        text.remove_prefix(end + 2 + size + 2);
    }
}

}  // namespace

std::string request_text(const HttpRequest& request, const Address& address) {
    std::string text = request.method + " " + request.path +
                       " HTTP/1.1\r\nHost: " + address.text() +
                       "\r\nConnection: close\r\nAccept: application/json\r\n";
    if (!request.api_key.empty()) text += "X-Api-Key: " + request.api_key + "\r\n";
    if (!request.body.empty())
        text += "Content-Type: application/json\r\nContent-Length: " +
                std::to_string(request.body.size()) + "\r\n";
    return text + "\r\n" + request.body;
}

base::Result<std::optional<HttpAnswer>> parse_answer(std::string_view text, bool closed) {
    const base::Error error{"the server sends what is no HTTP"};
    const auto none = std::optional<HttpAnswer>();
    const auto end = text.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        if (closed || text.size() > longest_header) return error;
        return none;
    }
    const auto header = base::lower_case(text.substr(0, end));
    const auto blank = header.find(' ');
    if (!header.starts_with("http/1.") || blank == std::string::npos) return error;
    HttpAnswer answer{std::atoi(header.c_str() + blank), {}};
    const auto body = text.substr(end + 4);
    if (header_value(header, "transfer-encoding") == "chunked") {
        auto joined = join_chunks(body);
        if (!joined) return joined.error();
        if (!*joined) return closed ? base::Result<std::optional<HttpAnswer>>(error) : none;
        answer.body = std::move(**joined);
        return std::optional(std::move(answer));
    }
    const auto length = base::parse_whole(header_value(header, "content-length"));
    if (length && *length >= 0 && static_cast<std::size_t>(*length) > body.size())
        return closed ? base::Result<std::optional<HttpAnswer>>(error) : none;
    if (!length && !closed) return none;
    answer.body = std::string(length ? body.substr(0, static_cast<std::size_t>(*length)) : body);
    return std::optional(std::move(answer));
}

HttpExchange::HttpExchange(Network& network, const Address& address, const HttpRequest& request)
    : address_(address),
      stream_(network.connect(address)),
      unsent_(request_text(request, address)) {}

std::optional<base::Result<HttpAnswer>> HttpExchange::poll(base::HostTime now) {
    if (!begun_) begun_ = now;
    const auto count =
        stream_->write({reinterpret_cast<const std::uint8_t*>(unsent_.data()), unsent_.size()});
    unsent_.erase(0, count);
    std::array<std::uint8_t, 16384> buffer{};
    while (const auto length = stream_->read(buffer)) {
        heard_.append(reinterpret_cast<const char*>(buffer.data()), length);
        if (heard_.size() > max_answer)
            return base::Error{address_.text() + ": the answer is longer than 8 MB"};
    }
    const auto failure = stream_->failure();
    if (!failure.empty() && heard_.empty()) return base::Error{failure};
    auto answer = parse_answer(heard_, !failure.empty());
    if (!answer) return base::Error{address_.text() + ": " + answer.error().what};
    if (*answer) return std::move(**answer);
    if (now >= after(*begun_, patience)) return base::Error{address_.text() + ": does not answer"};
    return std::nullopt;
}

}  // namespace escapement::client
