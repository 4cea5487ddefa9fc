"""Why the try of an external link gave what it gave: a closed list of words."""

from app.vocabulary import Word


class Reason(Word):
    """Why there was no status, or what is to be said beside it (外链检查的结果)."""

    NO_NAME = "no_name", "没有这个域名", "there is no such name"
    REFUSED = "refused", "服务器拒绝连接", "the server refused the connection"
    TIMED_OUT = "timed_out", "没有在时限内回答", "there was no answer in time"
    UNREACHABLE = "unreachable", "连不上服务器", "the server could not be reached"
    CLOSED = "closed", "连接中途断开", "the connection was cut off"
    TLS = "tls", "证书或加密有问题", "the certificate or the encryption is not in order"
    PRIVATE = "private", "指向内部网络的地址，不予访问", "it leads into a private network and is not asked"
    REDIRECTS = "redirects", "转来转去，到不了网页", "it is sent on and on and never arrives"
    NOT_HTTP = "not_http", "回答不是网页", "the answer is none of a web server"
    UNFIT = "unfit", "端口或写法不寻常，或太长，不予检查", "its port or its spelling is unusual, or it is too long; it is not tried"
    MOVED = "moved", "已永久搬到新网址", "it has moved for good to another address"


class NotTried(Exception):
    """A try that came to no status; its reason says why."""

    def __init__(self, reason: Reason, *, is_after_connecting: bool = False) -> None:
        super().__init__(reason.value)
        self.reason, self.is_after_connecting = reason, is_after_connecting
